import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { longAgo, makeSigner } from '../../tests/fixtures/sealing.ts';
import type { Signer } from '../crypto/device-key.ts';
import { introduceDevice, readRoster, revokeDevice } from '../seal/device-roster.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { addApproval, approvalMap, readApprovals } from '../workspace/soa-approvals.ts';
import { approvalOf, checkApprovals, rosterWith } from './approval.ts';
import { signStatement } from './statement.ts';

const at = new Date('2026-04-01T10:00:00Z');
const version = { number: 3, entries: [{ control: 'A.5.1' }] };
const sha256 = await sha256Hex(canonicalJson(version));

const introduce = (signer: Signer, member: string) =>
  introduceDevice(signer, { ...signer, member, label: '' }, longAgo);

async function approvedBy(member: string) {
  const signer = await makeSigner();
  const introduction = await introduce(signer, member);
  const line = await signStatement(signer, { ...approvalOf(version), remark: '', member }, at);
  return { signer, signed: { line, introduction } };
}

it('travels with the workspace and is checked by a member who has never met the device', async () => {
  const { signer, signed } = await approvedBy('Karla');
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
  await addApproval(mine, signed);
  await addApproval(mine, signed);
  approvalMap(mine).set('x', { line: 7 });
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
  expect(await checkApprovals(readApprovals(theirs), new Set([sha256]), [])).toEqual([
    {
      contentSha256: sha256,
      member: 'Karla',
      device: signer.fingerprint,
      signedAt: at.toISOString(),
      fault: undefined,
    },
  ]);
});

it('does not count for a changed version, a revoked key, a borrowed introduction or another kind of statement', async () => {
  const { signer, signed } = await approvedBy('Karla');
  const faultOf = async (one = signed, intact = new Set([sha256]), roster: string[] = []) =>
    (await checkApprovals([one], intact, roster)).map(({ fault }) => fault);
  expect(await faultOf()).toEqual([undefined]);
  expect(await faultOf(signed, new Set())).toEqual(['content-differs']);
  const revocation = { device: signer.fingerprint, from: longAgo, lastSeal: null, reason: '' };
  const roster = [signed.introduction, await revokeDevice(signer, revocation, at)];
  expect(await faultOf(signed, new Set([sha256]), roster)).toEqual(['revoked-key']);
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
