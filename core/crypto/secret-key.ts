/** Symmetric keys: derived by HKDF-SHA256 (RFC 5869), used with AES-256-GCM (NIST SP 800-38D). */
import { bytesToHex, textToBytes, type Bytes } from '../shared/bytes.ts';

/** Bytes of a secret from which keys are derived, and of an AES-256 key. */
export const secretBytes = 32;
/** Random for each message: safe for 2^32 messages of one key (SP 800-38D section 8.3). */
export const nonceBytes = 12;
export const tagBytes = 16;

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** The AES-256-GCM key that a secret of 32 bytes gives for one purpose; it cannot be exported. */
export async function deriveKey(secret: Bytes, info: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: textToBytes(info) };
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** 32 bytes in hexadecimal that only who has the secret can find, and that tell nothing of it. */
export async function deriveName(secret: Bytes, info: string): Promise<string> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: textToBytes(info) };
  return bytesToHex(new Uint8Array(await crypto.subtle.deriveBits(hkdf, base, 256)));
}

/** Ciphertext with its tag of 16 bytes at the end. */
export async function encrypt(
  key: CryptoKey,
  nonce: Bytes,
  plaintext: Bytes,
  additionalData: Bytes,
): Promise<Bytes> {
  const gcm = { name: 'AES-GCM', iv: nonce, additionalData };
  return new Uint8Array(await crypto.subtle.encrypt(gcm, key, plaintext));
}

/** The plaintext; undefined when key, nonce, additional data or a bit of the ciphertext is another. */
export async function decrypt(
  key: CryptoKey,
  nonce: Bytes,
  ciphertext: Bytes,
  additionalData: Bytes,
): Promise<Bytes | undefined> {
  try {
    const gcm = { name: 'AES-GCM', iv: nonce, additionalData };
    return new Uint8Array(await crypto.subtle.decrypt(gcm, key, ciphertext));
  } catch {
    return undefined;
  }
}
