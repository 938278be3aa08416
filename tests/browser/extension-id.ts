import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The id that Chromium gives to an unpacked extension: the first 128 bits of the SHA-256 of its manifest `key`, or of the
 * folder's real path where there is none, written with the letters a to p. So one folder keeps its id, and with it
 * its storage, from launch to launch.
 */
export function unpackedExtensionId(extensionDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8'));
  const key =
    typeof manifest === 'object' && manifest !== null && 'key' in manifest ? manifest.key : undefined;
  const bytes =
    typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.from(realpathSync(extensionDir), 'utf8');
  const hex = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return Array.from(hex, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
