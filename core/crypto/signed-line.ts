/**
 * A signed line: `BASE64(signature in DER) SPACE CANONICAL-JSON`. A file of such lines can be checked by hand: what stands after the
 * first space is, byte for byte, what was signed.
 */
import {
  base64ToBytes,
  bytesToBase64,
  bytesToText,
  sha256Hex,
  textToBytes,
  type Bytes,
} from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { derToRaw, rawToDer } from './der-signature.ts';
import type { Signer } from './device-key.ts';

export type SignedLine = {
  line: string;
  /** The parsed JSON; whoever reads it parses it with a schema. */
  body: unknown;
  /** The bytes that were signed. */
  bytes: Bytes;
  /** SHA-256 of these bytes: what a following line refers to. */
  sha256: string;
  /** r and s, 64 bytes. */
  signature: Bytes;
};

/** Characters of a line; a seal has some 400. */
export const longestLine = 16_384;

export async function signLine(signer: Signer, body: object): Promise<SignedLine> {
  const bytes = canonicalJson(body);
  const signature = await signer.sign(bytes);
  const line = `${bytesToBase64(rawToDer(signature))} ${bytesToText(bytes)}`;
  return { line, body: JSON.parse(bytesToText(bytes)), bytes, sha256: await sha256Hex(bytes), signature };
}

/**
 * Reads a line of at most `longest` characters; the signature is not checked yet. Refuses JSON that is not canonical and DER in another
 * encoding than ours.
 */
export async function parseSignedLine(
  line: string,
  longest: number = longestLine,
): Promise<Result<SignedLine, { kind: 'malformed-line' }>> {
  if (line.length > longest) return failure({ kind: 'malformed-line' });
  const [, base64 = '', json = ''] = /^([A-Za-z0-9+/=]{8,100}) (\{.*\})$/.exec(line) ?? [];
  if (json === '') return failure({ kind: 'malformed-line' });
  try {
    const der = base64ToBytes(base64);
    const signature = derToRaw(der);
    const body: unknown = JSON.parse(json);
    const bytes = textToBytes(json);
    const same = bytesToBase64(der) === base64 && bytesToText(canonicalJson(body as object)) === json;
    if (!signature || !same) return failure({ kind: 'malformed-line' });
    return ok({ line, body, bytes, sha256: await sha256Hex(bytes), signature });
  } catch {
    return failure({ kind: 'malformed-line' });
  }
}
