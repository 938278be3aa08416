import { describe, expect, it } from 'vitest';
import { longAgo, makeSigner } from '../../tests/fixtures/sealing.ts';
import { introduceDevice, revokeDevice } from '../seal/device-roster.ts';
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { isSameName } from '../shared/same-name.ts';
import type { KnownDevices } from './holder.ts';
import { namedIn } from './named-in.ts';
import { checkContents } from './signed-content.ts';
import { signStatement } from './statement.ts';

const at = new Date('2026-04-01T10:00:00Z');
const acceptance = { acceptance: { kind: 'accepted', owner: 'Karla Weiß' } };
const review = { chair: 'Karla Weiß', attendees: 'Ben' };

async function signedBy(
  member: string,
  kind: 'risk-acceptance' | 'management-review' = 'risk-acceptance',
  content: object = acceptance,
) {
  const signer = await makeSigner();
  const introduction = await introduceDevice(signer, { ...signer, member, label: '' }, longAgo);
  const line = await signStatement(signer, { kind, subject: 's1', content, remark: '', member }, at);
  return { signer, signed: { line, introduction, text: bytesToText(canonicalJson(content)) } };
}
const team = (device: string, member: string, removedAt?: string): KnownDevices => ({
  kind: 'team',
  devices: new Map([[device, { member, label: 'Firefox, Linux', removedAt }]]),
});

describe('a content that was signed', () => {
  it('is tied to the member whose device signed it, by the control log', async () => {
    const { signer, signed } = await signedBy('KARLA   weiss');
    const [one] = await checkContents(
      'risk-acceptance',
      [signed],
      [],
      team(signer.fingerprint, 'Karla WEIẞ'),
    );
    expect(one).toMatchObject({
      subject: 's1',
      text: signed.text,
      fault: undefined,
      holder: { kind: 'member', member: 'Karla WEIẞ', label: 'Firefox, Linux' },
      // "ss" is another spelling, which the team's own name for the member decides.
      doubts: ['other-name'],
    });
    const same = await signedBy('karla  WEIẞ');
    const known = team(same.signer.fingerprint, 'Karla Weiß');
    expect(await checkContents('risk-acceptance', [same.signed], [], known)).toMatchObject([{ doubts: [] }]);
  });

  it('says when its signer is not the owner or the chair whom it names, whatever name the device gave itself', async () => {
    const mallory = await signedBy('Karla Weiß');
    const known = team(mallory.signer.fingerprint, 'Mallory');
    expect(await checkContents('risk-acceptance', [mallory.signed], [], known)).toMatchObject([
      { fault: undefined, doubts: ['other-name', 'other-than-named'] },
    ]);
    const ben = await signedBy('Ben', 'management-review', review);
    const bens = team(ben.signer.fingerprint, 'Ben');
    expect(await checkContents('management-review', [ben.signed], [], bens)).toMatchObject([
      { fault: undefined, doubts: ['other-than-named'] },
    ]);
    expect(await checkContents('risk-acceptance', [ben.signed], [], bens)).toEqual([]);
  });

  it('names a device that had left the team, one that was revoked, and a content that was changed', async () => {
    const { signer, signed } = await signedBy('Karla Weiß');
    const check = async (known: KnownDevices, one = signed, roster: string[] = []) =>
      (await checkContents('risk-acceptance', [one], roster, known))[0];
    const left = team(signer.fingerprint, 'Karla Weiß', '2026-03-31T00:00:00.000Z');
    expect(await check(left)).toMatchObject({
      doubts: ['removed-before'],
      holder: { member: 'Karla Weiß', removedAt: '2026-03-31T00:00:00.000Z' },
    });
    const revocation = { device: signer.fingerprint, from: longAgo, lastSeal: null, reason: '' };
    const roster = [signed.introduction, await revokeDevice(signer, revocation, at)];
    const here = team(signer.fingerprint, 'Karla Weiß');
    expect(await check(here, signed, roster)).toMatchObject({
      fault: 'revoked-key',
      holder: { member: 'Karla Weiß' },
    });
    const forged = { ...signed, text: signed.text.replace('Karla', 'Ben') };
    expect(await check(here, forged)).toMatchObject({ fault: 'content-differs' });
    expect(await check(here, { ...signed, text: 'no JSON' })).toMatchObject({ fault: 'content-differs' });
  });

  it('is its one device’s own where the workspace has no team', async () => {
    const { signer, signed } = await signedBy('Karla Weiß');
    const alone: KnownDevices = { kind: 'alone', own: { fingerprint: signer.fingerprint, label: 'Edge' } };
    expect(await checkContents('risk-acceptance', [signed], [], alone)).toMatchObject([
      { doubts: [], holder: { kind: 'own-device', label: 'Edge' } },
    ]);
  });
});

it('names who was to sign each kind of content', () => {
  expect(namedIn('soa-approval', { approver: ' Rita, CEO ' })).toBe('Rita, CEO');
  expect(namedIn('risk-acceptance', acceptance)).toBe('Karla Weiß');
  expect(namedIn('management-review', review)).toBe('Karla Weiß');
  for (const nothing of [undefined, null, 7, {}, { acceptance: 'x' }])
    expect(namedIn('risk-acceptance', nothing)).toBe('');
});

it('takes names for the same that differ by case, spaces and signs alone', () => {
  expect(isSameName(' anna-maria  KELLER', 'Anna Maria Keller')).toBe(true);
  expect(isSameName('Anna', 'Anna Keller')).toBe(false);
});
