/** Key agreement of devices: ECDH on P-256 (NIST SP 800-56A). WebCrypto gives no key to both ECDSA and ECDH, so a device has a second pair. */
import type { Bytes } from '../shared/bytes.ts';
import { pointOf } from './device-key.ts';

/** Stored beside the device key; the private half is not extractable. */
export type AgreementKey = {
  /** Uncompressed curve point (SEC 1 section 2.3.3), 65 bytes. */
  publicPoint: Bytes;
  privateKey: CryptoKey;
};

export const pointBytes = 65;

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;

export async function createAgreementKey(): Promise<AgreementKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  return { publicPoint: pointOf(spki), privateKey };
}

/** The 32 bytes both sides arrive at; undefined when the other's bytes are no point of the curve. */
export async function agree(privateKey: CryptoKey, publicPoint: Bytes): Promise<Bytes | undefined> {
  try {
    const theirs = await crypto.subtle.importKey('raw', publicPoint, curve, false, []);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256));
  } catch {
    return undefined;
  }
}

/** Whether the bytes are an uncompressed point of the curve. */
export async function isAgreementPoint(publicPoint: Bytes): Promise<boolean> {
  if (publicPoint.length !== pointBytes) return false;
  return crypto.subtle.importKey('raw', publicPoint, curve, false, []).then(
    () => true,
    () => false,
  );
}
