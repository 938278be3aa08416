/**
 * Where approvals of frozen versions stand in the workspace: the map `soa-approvals`, by the SHA-256 of the signed line. `line` is a
 * statement of the kind `soa-approval` (core/signing) about a version's canonical content, `introduction` the line by which the
 * signer's device introduced itself (core/seal/device-roster), so that every replica can check it. Replicas unite without conflict.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import { edit } from './edit.ts';

const signedLine = v.pipe(v.string(), v.maxLength(20_000));
const approvalSchema = v.object({ line: signedLine, introduction: signedLine });
export type SignedApproval = v.InferOutput<typeof approvalSchema>;

/** More than this are not read: a hostile replica must not stop the app. */
const mostApprovals = 2_000;

export const approvalMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('soa-approvals');

/** Keeps the approval. There is no way to take one back: a later version says what holds instead. */
export async function addApproval(doc: Y.Doc, approval: SignedApproval): Promise<void> {
  const name = await sha256Hex(textToBytes(approval.line));
  edit(doc, () => approvalMap(doc).set(name, v.parse(approvalSchema, approval)));
}

/** What can be read, in no order; nothing about it is checked yet. */
export const readApprovals = (doc: Y.Doc): SignedApproval[] =>
  [...approvalMap(doc).values()].slice(0, mostApprovals).flatMap((value) => {
    const parsed = v.safeParse(approvalSchema, value);
    return parsed.success ? [parsed.output] : [];
  });
