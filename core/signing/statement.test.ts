import { expect, it } from 'vitest';
import { longAgo, makeSigner } from '../../tests/fixtures/sealing.ts';
import type { Signer } from '../crypto/device-key.ts';
import { introduceDevice, readRoster, revokeDevice } from '../seal/device-roster.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { signStatement, statementKindSchema, verifyStatement } from './statement.ts';

const content = { version: 3, entries: [{ control: 'A.5.1', applicability: 'applicable' }] };
const wish = {
  kind: 'soa-approval',
  subject: '3',
  content,
  remark: 'as discussed',
  member: 'Alice',
} as const;
const at = new Date('2026-04-01T10:00:00Z');

async function aliceAlone(...more: ((alice: Signer) => Promise<string>)[]) {
  const alice = await makeSigner();
  const lines = [await introduceDevice(alice, { ...alice, member: 'Alice', label: '' }, longAgo)];
  for (const make of more) lines.push(await make(alice));
  return { alice, devices: (await readRoster(lines)).devices };
}
const hashOf = async (value: object) => {
  const sha256 = await sha256Hex(canonicalJson(value));
  return () => sha256;
};

it('is verified for its content, whatever the order of its keys', async () => {
  const { alice, devices } = await aliceAlone();
  for (const kind of statementKindSchema.options) {
    const line = await signStatement(alice, { ...wish, kind }, at);
    const turned = Object.fromEntries(Object.entries(content).toReversed());
    expect(await verifyStatement(line, await hashOf(turned), devices)).toMatchObject({
      ok: true,
      value: { kind, subject: '3', remark: 'as discussed', member: 'Alice', signedAt: at.toISOString() },
    });
  }
});

it('is refused for another content, key, member or time', async () => {
  const { alice, devices } = await aliceAlone();
  const mallory = await makeSigner();
  const right = await hashOf(content);
  const kindOf = async (line: string, hash = right) => {
    const verified = await verifyStatement(line, hash, devices);
    return verified.ok ? 'ok' : verified.error.kind;
  };
  const line = await signStatement(alice, wish, at);
  expect(await kindOf(line, await hashOf({ ...content, version: 4 }))).toBe('content-differs');
  expect(await kindOf(await signStatement(mallory, wish, at))).toBe('unknown-device');
  expect(await kindOf(await signStatement({ ...mallory, fingerprint: alice.fingerprint }, wish, at))).toBe(
    'bad-signature',
  );
  expect(await kindOf(await signStatement(alice, { ...wish, member: 'Bob' }, at))).toBe('other-member');
  expect(await kindOf(await signStatement(alice, wish, new Date('2025-01-01T00:00:00Z')))).toBe('too-early');
  expect(await kindOf(line.replace('as discussed', 'as enforced!'))).toBe('bad-signature');
  expect(await kindOf('nonsense')).toBe('malformed');
});

it('counts when it was signed before the revocation, and not from that instant on', async () => {
  const from = new Date('2026-04-02T00:00:00Z');
  const { alice, devices } = await aliceAlone((signer) =>
    revokeDevice(signer, { device: signer.fingerprint, from, lastSeal: null, reason: 'lost' }, at),
  );
  const hash = await hashOf(content);
  expect((await verifyStatement(await signStatement(alice, wish, at), hash, devices)).ok).toBe(true);
  expect(await verifyStatement(await signStatement(alice, wish, from), hash, devices)).toMatchObject({
    error: { kind: 'revoked-key' },
  });
});
