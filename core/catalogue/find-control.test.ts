import { describe, expect, it } from 'vitest';
import { controls } from './controls.ts';
import { findControl, searchControls } from './find-control.ts';

const idsFor = (query: string) => searchControls(query).map((control) => control.id);

describe('findControl', () => {
  it('finds each control by its id', () => {
    for (const control of controls) expect(findControl(control.id)).toBe(control);
  });

  it('finds nothing where Annex A has nothing', () => {
    expect(findControl('A.9.1')).toBeUndefined();
    expect(findControl('A.8.35')).toBeUndefined();
    expect(findControl('a.8.5')).toBeUndefined();
    expect(findControl('')).toBeUndefined();
  });
});

describe('searchControls', () => {
  it.each(['8.5', 'a.8.5', 'A.8.5', 'A8.5', '  8.5 '])('takes %j for an id', (query) => {
    expect(idsFor(query)).toEqual(['A.8.5']);
  });

  it('offers the longer numbers while an id is being typed', () => {
    expect(idsFor('8.1')[0]).toBe('A.8.1');
    expect(idsFor('8.1').slice(1)).toEqual(Array.from({ length: 10 }, (_, i) => `A.8.1${i}`));
    expect(idsFor('a.6')).toHaveLength(8);
    expect(idsFor('6.')).toHaveLength(8);
  });

  it('finds every control by its id and by its title', () => {
    for (const control of controls) {
      expect(idsFor(control.id)[0], control.id).toBe(control.id);
      expect(idsFor(control.title)[0], control.title).toBe(control.id);
    }
  });

  it.each([
    ['mfa', 'A.8.5'],
    ['multifactor', 'A.8.5'],
    ['multi-factor', 'A.8.5'],
    ['SSO', 'A.8.5'],
    ['backup', 'A.8.13'],
    ['backups', 'A.8.13'],
    ['siem', 'A.8.16'],
    ['DLP', 'A.8.12'],
    ['edr', 'A.8.7'],
    ['ntp', 'A.8.17'],
    ['vlan', 'A.8.22'],
    ['CVE', 'A.8.8'],
    ['encryption', 'A.8.24'],
    ['encry', 'A.8.24'],
    ['nda', 'A.6.6'],
    ['cctv', 'A.7.4'],
    ['ups', 'A.7.11'],
    ['visitor log', 'A.7.2'],
    ['background check', 'A.6.1'],
    ['phishing simulation', 'A.6.3'],
    ['sbom', 'A.5.21'],
    ['lessons learned', 'A.5.27'],
    ['pseudonymisation', 'A.8.11'],
    ['labeling', 'A.5.13'],
    ['access review', 'A.5.18'],
    ['policies', 'A.5.1'],
    ['synchronisation', 'A.8.17'],
    ['Clock synchronisation', 'A.8.17'],
  ])('puts for %j %s first', (query, first) => {
    expect(idsFor(query)[0]).toBe(first);
  });

  it('offers for offboarding all that has to do with leavers', () => {
    expect(idsFor('offboarding').slice(0, 4).toSorted()).toEqual(['A.5.11', 'A.5.16', 'A.5.18', 'A.6.5']);
    expect(idsFor('off-boarding')).not.toEqual([]);
  });

  it('prefers controls that match more of the words', () => {
    expect(idsFor('restore test')[0]).toBe('A.8.13');
    expect(idsFor('guest wifi zebra')).toContain('A.8.22');
  });

  it('gives all for nothing asked and nothing for nonsense', () => {
    expect(idsFor('   ')).toHaveLength(93);
    expect(idsFor('xyzzy')).toEqual([]);
    expect(idsFor('?!')).toEqual([]);
    expect(idsFor('9.1')).toEqual([]);
  });
});
