/** Bytes over a plain ArrayBuffer: what WebCrypto and Blob accept (never a SharedArrayBuffer). */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Lower-case hexadecimal, two characters a byte. */
export function bytesToHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** The bytes of a hexadecimal text of even length; what is no digit counts as 0. */
export const hexToBytes = (hex: string): Bytes =>
  Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));

/** SHA-256 (FIPS 180-4) of the bytes as 64 lower-case hexadecimal characters. */
export async function sha256Hex(bytes: Bytes): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Standard base64 (RFC 4648 section 4). Works in pieces, so large inputs do not overflow the argument list. */
export function bytesToBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

/** The bytes of a base64 text (RFC 4648 section 4). Throws a DOMException when the text is not base64. */
export function base64ToBytes(text: string): Bytes {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

export const textToBytes = (text: string): Bytes => new TextEncoder().encode(text);

export const bytesToText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** All the parts, one after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
