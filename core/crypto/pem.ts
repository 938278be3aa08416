import { base64ToBytes, bytesToBase64, type Bytes } from '../shared/bytes.ts';

/** PEM (RFC 7468): 64 characters a line, a line end after the last. */
export const bytesToPem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(bytesToBase64(bytes).match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

/** The contents of all blocks with this label, in order; what stands between them is ignored. Blocks that are no base64 are left out. */
export function pemBlocks(text: string, label: string): Bytes[] {
  const blocks = text.matchAll(
    new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]*)-----END ${label}-----`, 'g'),
  );
  return [...blocks].flatMap(([, content = '']) => {
    try {
      return [base64ToBytes(content.replaceAll(/\s/g, ''))];
    } catch {
      return [];
    }
  });
}
