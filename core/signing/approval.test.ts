import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { longAgo, makeSigner } from '../../tests/fixtures/sealing.ts';
import type { Signer } from '../crypto/device-key.ts';
import { introduceDevice, readRoster, revokeDevice } from '../seal/device-roster.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { namesMember } from '../shared/same-name.ts';
import { addApproval, approvalMap, readApprovals } from '../workspace/soa-approvals.ts';
import type { KnownDevices } from './holder.ts';
import { approvalOf, checkApprovals, rosterWith } from './approval.ts';
import { signStatement } from './statement.ts';

const at = new Date('2026-04-01T10:00:00Z');
const version = { number: 3, approver: 'Karla Weiß, managing director', entries: [{ control: 'A.5.1' }] };
const sha256 = await sha256Hex(canonicalJson(version));

const karlas = { member: 'Karla Weiß', label: 'Firefox, Linux', removedAt: undefined };
const intact = new Map([[sha256, version]]);

const introduce = (signer: Signer, member: string) =>
  introduceDevice(signer, { ...signer, member, label: '' }, longAgo);

async function approvedBy(member: string) {
  const signer = await makeSigner();
  const introduction = await introduce(signer, member);
  const line = await signStatement(signer, { ...approvalOf(version), remark: '', member }, at);
  return { signer, signed: { line, introduction } };
}

it('travels with the workspace and is checked by a member who has never met the device', async () => {
  const { signer, signed } = await approvedBy('Karla Weiß');
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  await addApproval(mine, signed);
  await addApproval(mine, signed);
  approvalMap(mine).set('x', { line: 7 });
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
  const devices = new Map([[signer.fingerprint, karlas]]);
  expect(await checkApprovals(readApprovals(theirs), intact, [], { kind: 'team', devices })).toEqual([
    {
      contentSha256: sha256,
      member: 'Karla Weiß',
      device: signer.fingerprint,
      signedAt: at.toISOString(),
      fault: undefined,
      holder: { kind: 'member', ...karlas },
      doubts: [],
    },
  ]);
});

it('does not count for a changed version, a revoked key, a borrowed introduction or another kind of statement', async () => {
  const { signer, signed } = await approvedBy('Karla');
  const faultOf = async (one = signed, here: typeof intact = intact, roster: string[] = []) =>
    (await checkApprovals([one], here, roster, { kind: 'unread' })).map(({ fault }) => fault);
  expect(await faultOf()).toEqual([undefined]);
  expect(await faultOf(signed, new Map())).toEqual(['content-differs']);
  const revocation = { device: signer.fingerprint, from: longAgo, lastSeal: null, reason: '' };
  const roster = [signed.introduction, await revokeDevice(signer, revocation, at)];
  expect(await faultOf(signed, intact, roster)).toEqual(['revoked-key']);
  const other = await approvedBy('Ben');
  expect(await faultOf({ ...signed, introduction: other.signed.introduction })).toEqual(['unknown-device']);
  expect(await faultOf({ ...signed, line: signed.line.replace(sha256, '0'.repeat(64)) })).toEqual([
    'bad-signature',
  ]);
  const accepted = {
    kind: 'risk-acceptance',
    subject: 'r1',
    content: version,
    remark: '',
    member: 'Karla',
  } as const;
  expect(await faultOf({ ...signed, line: await signStatement(signer, accepted, at) })).toEqual([]);
});

describe('whose device signed', () => {
  const checkedBy = async (member: string, known: (device: string) => KnownDevices) => {
    const { signer, signed } = await approvedBy(member);
    const [approval] = await checkApprovals([signed], intact, [], known(signer.fingerprint));
    if (!approval) throw new Error('the approval is one');
    expect(approval.fault).toBeUndefined();
    return approval;
  };
  const team =
    (member: string, removedAt?: string) =>
    (device: string): KnownDevices => ({
      kind: 'team',
      devices: new Map([[device, { member, label: '', removedAt }]]),
    });

  const alone = (fingerprint: string): KnownDevices => ({
    kind: 'alone',
    own: { fingerprint, label: 'Edge, Windows' },
  });

  it('is said by the control log, whatever name the device gave itself', async () => {
    const { holder, doubts } = await checkedBy('Karla Weiß', team('Ben'));
    expect(holder).toEqual({ kind: 'member', member: 'Ben', label: '', removedAt: undefined });
    expect(doubts).toEqual(['other-name', 'other-than-named']);
    expect((await checkedBy('karla  WEIẞ', team('Karla Weiß'))).doubts).toEqual([]);
    expect((await checkedBy('Ben', team('Ben'))).doubts).toEqual(['other-than-named']);
  });

  it('is doubted when the device was out of the team before it signed, and not when it left later', async () => {
    const before = await checkedBy('Karla Weiß', team('Karla Weiß', '2026-03-31T00:00:00.000Z'));
    expect(before.doubts).toEqual(['removed-before']);
    const later = await checkedBy('Karla Weiß', team('Karla Weiß', '2026-04-02T00:00:00.000Z'));
    expect(later.doubts).toEqual([]);
    expect(later.holder).toMatchObject({ removedAt: '2026-04-02T00:00:00.000Z' });
  });

  it('is nobody known where neither the team nor this browser has it', async () => {
    const unknown = await checkedBy('Karla Weiß', () => team('Karla Weiß')('0'.repeat(64)));
    expect(unknown).toMatchObject({ holder: { kind: 'stranger', inTeam: true }, doubts: ['not-a-member'] });
    const elsewhere = await checkedBy('Karla Weiß', () => ({ kind: 'alone', own: undefined }));
    expect(elsewhere).toMatchObject({
      holder: { kind: 'stranger', inTeam: false },
      doubts: ['not-this-device'],
    });
    const unread = await checkedBy('Karla Weiß', () => ({ kind: 'unread' }));
    expect(unread).toMatchObject({ holder: { kind: 'unread' }, doubts: [] });
  });

  it('is this one device where the workspace is shared with nobody', async () => {
    const own = await checkedBy('Karla Weiß', alone);
    expect(own).toMatchObject({ holder: { kind: 'own-device', label: 'Edge, Windows' }, doubts: [] });
    const named = await checkedBy('Ben', alone);
    expect(named.doubts).toEqual(['other-than-named']);
  });

  it('fits the approver named when that is the whole name, not a part of another', () => {
    expect(namesMember('Managing director: Zoë Brandt', 'Zoe\u0308 Brandt')).toBe(true);
    expect(namesMember('山田 太郎 (CEO)', '山田 太郎')).toBe(true);
    expect(namesMember('Annabel Lee', 'Anna')).toBe(false);
    expect(namesMember('Zoë Brandt', '')).toBe(false);
    expect(namesMember('Zoë Brandt', 'Brandt Zoë')).toBe(false);
  });
});

it('brings its device into a roster once, and never a second introduction of one that is known', async () => {
  const { signer, signed } = await approvedBy('Karla');
  const own = await introduce(await makeSigner(), 'Me');
  const forged = { ...signed, introduction: await introduce(signer, 'Mallory') };
  const roster = await rosterWith([own], [signed, signed, forged, { ...signed, introduction: 'nonsense' }]);
  expect(roster).toEqual([own, signed.introduction]);
  const { devices, faults } = await readRoster(roster);
  expect(faults).toEqual([]);
  expect(devices.get(signer.fingerprint)?.member).toBe('Karla');
});
