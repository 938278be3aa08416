/** How signed statements stand in the workspace with their contents: in a map, by the SHA-256 of the signed line, so that replicas unite without conflict. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import type { SignedContent } from '../signing/signed-content.ts';
import { edit } from './edit.ts';

const signedLine = v.pipe(v.string(), v.maxLength(20_000));
const signedSchema = v.object({
  line: signedLine,
  introduction: signedLine,
  text: v.pipe(v.string(), v.maxLength(500_000)),
});
/** More than this are not read: a hostile replica must not stop the app. */
const mostSigned = 2_000;

/** Keeps what was signed; it cannot be taken back. Throws on what is too long. */
export async function keepSigned(doc: Y.Doc, map: Y.Map<unknown>, signed: SignedContent): Promise<void> {
  const name = await sha256Hex(textToBytes(signed.line));
  const value = v.parse(signedSchema, signed);
  edit(doc, () => map.set(name, value));
}

/** What can be read, in no order; nothing about it is checked yet. */
export const readSigned = (map: Y.Map<unknown>): SignedContent[] =>
  [...map.values()].slice(0, mostSigned).flatMap((value) => {
    const parsed = v.safeParse(signedSchema, value);
    return parsed.success ? [parsed.output] : [];
  });
