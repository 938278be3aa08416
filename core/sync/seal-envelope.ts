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
import { packBody, unpackBody } from './packing.ts';
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
  const key = await keyring.subjectKey(generation, where.subject);
  if (!key) throw new Error(`sealEnvelope: expected a key of generation ${generation}.`);
  const nonce = randomBytes(nonceBytes);
  const author = authorOf(signer.fingerprint);
  const header = encodeHeader({ kind, generation, author, counter, nonce });
  const context = encodeContext(where, header);
  const ciphertext = await encrypt(key, nonce, await packBody(body), context);
  const envelope = joinBytes(header, ciphertext, await signer.sign(joinBytes(context, ciphertext)));
  return envelope.length > largestEnvelope ? failure({ kind: 'too-large' }) : ok(envelope);
}

/** Whether the author's device signed this envelope for this place. */
export const isSignedBy = (envelope: Envelope, publicKeySpki: Bytes): Promise<boolean> =>
  verifyDeviceSignature(publicKeySpki, envelope.signed, envelope.signature);

/** The body, decrypted and unpacked. Call it after the signature was checked, except for control entries, whose lines are signed. */
export async function openBody(
  envelope: Envelope,
  keyring: Keyring,
  subject: string,
): Promise<Result<Bytes, { kind: RefusalKind }>> {
  const { generation, nonce } = envelope.header;
  const key = await keyring.subjectKey(generation, subject);
  if (!key) return failure({ kind: 'unknown-generation' });
  const plaintext = await decrypt(key, nonce, envelope.ciphertext, envelope.context);
  return plaintext ? unpackBody(plaintext) : failure({ kind: 'not-decrypted' });
}
