import type { Bytes } from '../shared/bytes.ts';

/**
 * A raw ECDSA P-256 signature (r and s, 32 bytes each, as WebCrypto gives it) as OpenSSL reads it: DER of
 * `Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 section 2.2.3, SEC 1 section C.5). Throws when it is not 64 bytes.
 */
export function rawToDer(raw: Uint8Array): Bytes {
  if (raw.length !== 64) throw new Error(`rawToDer: expected 64 bytes, got ${raw.length}.`);
  const content = [...derInteger(raw.subarray(0, 32)), ...derInteger(raw.subarray(32))];
  return Uint8Array.of(0x30, content.length, ...content);
}

/** The raw signature out of DER; undefined for anything but the one encoding that `rawToDer` writes, so none can be altered unseen. */
export function derToRaw(der: Uint8Array): Bytes | undefined {
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    if (der[at] !== 0x02 || length > 33 || number.length !== length) return undefined;
    const digits = number[0] === 0 ? number.subarray(1) : number;
    if (digits.length > 32) return undefined;
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  const again = rawToDer(raw);
  return at === der.length && again.every((byte, index) => byte === der[index]) ? raw : undefined;
}

/** An unsigned number as DER INTEGER: shortest form, with a zero before a set top bit (X.690 section 8.3). */
function derInteger(bytes: Uint8Array): number[] {
  const content = integerContent(bytes);
  return [0x02, content.length, ...content];
}

/** The content octets of an INTEGER, which are also those of SSH's mpint (RFC 4251 section 5). A zero is one zero octet. */
export function integerContent(bytes: Uint8Array): number[] {
  const start = bytes.findIndex((byte) => byte !== 0);
  if (start < 0) return [0];
  const digits = [...bytes.subarray(start)];
  return (digits[0] ?? 0) & 0x80 ? [0, ...digits] : digits;
}
