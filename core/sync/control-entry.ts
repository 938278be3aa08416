/** Entries of the control log as they are written and read: PROTOCOL.md, Control log. */
import * as v from 'valibot';
import { parseSignedLine, signLine } from '../crypto/signed-line.ts';
import type { Signer } from '../crypto/device-key.ts';
import { highestCounter } from './envelope.ts';
import { subjectKind } from './subject.ts';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const memberId = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,64}$/));
const name = v.pipe(v.string(), v.maxLength(200));
const generation = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const base64 = v.pipe(
  v.string(),
  v.maxLength(400),
  v.regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
);
const subject = v.pipe(
  v.string(),
  v.check((text) => subjectKind(text) !== undefined),
);
const counter = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(highestCounter));
/** By subject: the last counter of a device that still counts. A subject that is not named has none. */
const lastCounters = v.record(subject, counter);

const roleSchema = v.picklist(['owner', 'editor', 'auditor']);
export type Role = v.InferOutput<typeof roleSchema>;

/** A device as its owner's entry introduces it. */
const introducedDevice = {
  device: sha256,
  /** SPKI of the key that signs. */
  publicKey: base64,
  /** Curve point of the key that keys are wrapped to. */
  agreementPoint: base64,
  /** Such as "Firefox on the laptop"; may be empty. */
  label: name,
};

const keyGeneration = {
  generation,
  /** SHA-256 of the key: everybody gets the same one. */
  commitment: sha256,
  /** By device: the key, wrapped (wrapped-key.ts). */
  wrapped: v.record(sha256, base64),
};

const changeSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('founded'),
    /** Random, so that two workspaces never have one name. */
    nonce: sha256,
    member: memberId,
    name,
    ...introducedDevice,
    ...keyGeneration,
  }),
  v.strictObject({
    kind: v.literal('role-given'),
    member: memberId,
    name,
    role: roleSchema,
    /** By device, for each of the member's: what it wrote until now and what still counts when the new role may not write. */
    lastCounters: v.record(sha256, lastCounters),
    /** By device of a new owner: the seed of the relay's account, wrapped, so that the member can invite as well. */
    account: v.optional(v.record(sha256, base64)),
  }),
  v.strictObject({
    kind: v.literal('device-added'),
    member: memberId,
    ...introducedDevice,
    /** By generation: the keys that it gets. */
    keys: v.record(v.pipe(v.string(), v.regex(/^[1-9]\d{0,6}$/)), base64),
  }),
  v.strictObject({ kind: v.literal('device-removed'), device: sha256, lastCounters }),
  v.strictObject({
    kind: v.literal('member-removed'),
    member: memberId,
    lastCounters: v.record(sha256, lastCounters),
  }),
  v.strictObject({ kind: v.literal('key-generation'), ...keyGeneration }),
]);
export type ControlChange = v.InferOutput<typeof changeSchema>;

const entrySchema = v.strictObject({
  format: v.literal('exhibit-control/1'),
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  previous: v.nullable(sha256),
  by: sha256,
  at: v.pipe(v.string(), v.isoTimestamp()),
  change: changeSchema,
});

/** An entry with what its signature is checked by. */
export type ControlEntry = v.InferOutput<typeof entrySchema> & {
  line: string;
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
};

/** The newest entry of a control log; undefined before the founding one. */
export type ControlHead = { sequence: number; sha256: string };

/** A key wrapped to a device takes some 240 characters: enough for 1,000 devices. */
const longestControlLine = 256 * 1024;

/** The entry of a line; undefined when it is none. Its signature is not checked yet. */
export async function parseControlEntry(line: string): Promise<ControlEntry | undefined> {
  const parsed = await parseSignedLine(line, longestControlLine);
  const entry = parsed.ok ? v.safeParse(entrySchema, parsed.value.body) : undefined;
  if (!parsed.ok || !entry?.success) return undefined;
  const { sha256: hash, bytes, signature } = parsed.value;
  return { ...entry.output, line, sha256: hash, bytes, signature };
}

/** The line by which an owner's device makes a change on top of `head`. */
export async function signControlEntry(
  signer: Signer,
  head: ControlHead | undefined,
  change: ControlChange,
  at: Date,
): Promise<{ line: string; head: ControlHead }> {
  const sequence = (head?.sequence ?? 0) + 1;
  const { line, sha256: hash } = await signLine(signer, {
    format: 'exhibit-control/1',
    sequence,
    previous: head?.sha256 ?? null,
    by: signer.fingerprint,
    at: at.toISOString(),
    change,
  } satisfies v.InferOutput<typeof entrySchema>);
  return { line, head: { sequence, sha256: hash } };
}
