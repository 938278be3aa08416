/** Sealing and opening envelopes: PROTOCOL.md, Envelope. */
import { verifyDeviceSignature, type Signer } from '../crypto/device-key.ts';
import { decrypt, encrypt, nonceBytes, randomBytes } from '../crypto/secret-key.ts';
import { joinBytes } from '../shared/bytes.ts';
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import {
  authorOf,
  encodeContext,
  encodeHeader,
  largestEnvelope,
  type Envelope,
  type EnvelopeContext,
  type EnvelopeKind,
} from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { largestBody, packBody, packEnd, unpackBody } from './packing.ts';
import type { RefusalKind } from './refusal.ts';

export type SealWish = {
  kind: EnvelopeKind;
  generation: number;
  counter: number;
  body: Bytes;
};

/**
 * The body as an envelope by this device for one subject. `too-large` when it does not fit into one. Throws when the keyring lacks the
 * generation: the caller chose it.
 */
export async function sealEnvelope(
  signer: Signer,
  keyring: Keyring,
  where: EnvelopeContext,
  { kind, generation, counter, body }: SealWish,
): Promise<Result<Bytes, { kind: 'too-large' }>> {
  const wish = { kind, generation, counter, plaintext: await packBody(body) };
  const envelope = await sealPlaintext(signer, keyring, where, wish);
  return envelope.length > largestEnvelope ? failure({ kind: 'too-large' }) : ok(envelope);
}

/** What a part holds: 114 bytes of the envelope and some room below its most. */
const largestSlice = 900 * 1024;

type BodyWish = Omit<SealWish, 'body'> & {
  /** Asked for with the counter of the last envelope: a snapshot names it. Of one length, whatever the counter. */
  body: (counter: number) => Bytes;
};

/**
 * The body as envelopes under consecutive counters from `counter` on: one, or parts and the one that ends them. `too-large` when it is larger
 * than 64 MiB.
 */
export async function sealBody(
  signer: Signer,
  keyring: Keyring,
  where: EnvelopeContext,
  { kind, generation, counter, body }: BodyWish,
): Promise<Result<Bytes[], { kind: 'too-large' }>> {
  const whole = body(counter);
  if (whole.length > largestBody) return failure({ kind: 'too-large' });
  const seal = (wish: { kind: EnvelopeKind; counter: number; plaintext: Bytes }) =>
    sealPlaintext(signer, keyring, where, { generation, ...wish });
  const alone = await packBody(whole);
  const count = Math.ceil(alone.length / largestSlice);
  if (count <= 1) return ok([await seal({ kind, counter, plaintext: alone })]);
  const last = counter + count - 1;
  const packed = await packBody(body(last));
  const sliceBytes = Math.ceil(packed.length / count);
  const envelopes: Bytes[] = [];
  for (let at = 0; at < count; at += 1) {
    const slice = packed.slice(at * sliceBytes, (at + 1) * sliceBytes);
    const wish =
      at < count - 1 ? { kind: 'part' as const, plaintext: slice } : { kind, plaintext: packEnd(at, slice) };
    envelopes.push(await seal({ ...wish, counter: counter + at }));
  }
  return ok(envelopes);
}

async function sealPlaintext(
  signer: Signer,
  keyring: Keyring,
  where: EnvelopeContext,
  { kind, generation, counter, plaintext }: Omit<SealWish, 'body'> & { plaintext: Bytes },
): Promise<Bytes> {
  const key = await keyring.subjectKey(generation, where.subject);
  if (!key) throw new Error(`sealPlaintext: expected a key of generation ${generation}.`);
  const nonce = randomBytes(nonceBytes);
  const author = authorOf(signer.fingerprint);
  const header = encodeHeader({ kind, generation, author, counter, nonce });
  const context = encodeContext(where, header);
  const ciphertext = await encrypt(key, nonce, plaintext, context);
  return joinBytes(header, ciphertext, await signer.sign(joinBytes(context, ciphertext)));
}

/** Whether the author's device signed this envelope for this place. */
export const isSignedBy = (envelope: Envelope, publicKeySpki: Bytes): Promise<boolean> =>
  verifyDeviceSignature(publicKeySpki, envelope.signed, envelope.signature);

/** The plaintext, decrypted. Call it after the signature was checked, except for control entries, whose lines are signed. */
export async function openPlaintext(
  envelope: Envelope,
  keyring: Keyring,
  subject: string,
): Promise<Result<Bytes, { kind: RefusalKind }>> {
  const { generation, nonce } = envelope.header;
  const key = await keyring.subjectKey(generation, subject);
  if (!key) return failure({ kind: 'unknown-generation' });
  const plaintext = await decrypt(key, nonce, envelope.ciphertext, envelope.context);
  return plaintext ? ok(plaintext) : failure({ kind: 'not-decrypted' });
}

/** As `openPlaintext`, and unpacked: for an envelope that holds a whole body. */
export async function openBody(
  envelope: Envelope,
  keyring: Keyring,
  subject: string,
): Promise<Result<Bytes, { kind: RefusalKind }>> {
  const plaintext = await openPlaintext(envelope, keyring, subject);
  return plaintext.ok ? unpackBody(plaintext.value) : plaintext;
}
