/** A workspace key wrapped to one device: PROTOCOL.md, Control log. */
import { agree, createAgreementKey, pointBytes, type AgreementKey } from '../crypto/agreement-key.ts';
import { decrypt, deriveKey, encrypt, nonceBytes, randomBytes } from '../crypto/secret-key.ts';
import { base64ToBytes, bytesToBase64, joinBytes, textToBytes, type Bytes } from '../shared/bytes.ts';

/** Whom a key is for. */
export type WrapTarget = { generation: number; device: string };

const infoOf = ({ generation, device }: WrapTarget): string => `exhibit-wrap/1|${generation}|${device}`;

/** The key, readable by the device with this agreement point alone; base64. Throws when the point is not on the curve. */
export async function wrapKey(key: Bytes, agreementPoint: Bytes, target: WrapTarget): Promise<string> {
  const ephemeral = await createAgreementKey();
  const shared = await agree(ephemeral.privateKey, agreementPoint);
  if (!shared) throw new Error('wrapKey: expected a point of P-256.');
  const nonce = randomBytes(nonceBytes);
  const info = infoOf(target);
  const sealed = await encrypt(await deriveKey(shared, info), nonce, key, textToBytes(info));
  return bytesToBase64(joinBytes(ephemeral.publicPoint, nonce, sealed));
}

/** The key again; undefined when it was wrapped for another device or generation, or changed. */
export async function unwrapKey(
  wrapped: string,
  own: AgreementKey,
  target: WrapTarget,
): Promise<Bytes | undefined> {
  const bytes = base64ToBytes(wrapped);
  const shared = await agree(own.privateKey, bytes.slice(0, pointBytes));
  if (!shared) return undefined;
  const info = infoOf(target);
  const nonce = bytes.slice(pointBytes, pointBytes + nonceBytes);
  const sealed = bytes.slice(pointBytes + nonceBytes);
  return decrypt(await deriveKey(shared, info), nonce, sealed, textToBytes(info));
}
