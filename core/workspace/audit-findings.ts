/**
 * What auditors said about packs of this workspace: records of the kind `finding`. Such a record's id follows from what was said, by
 * whom and about which pack, so importing a reply twice, or on two devices at once, makes one record. What the auditor said is never
 * edited here; members add an answer (a text) and decide the state.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { sha256Schema } from '../evidence/exhibit.ts';
import { auditorSchema, markSchema, type CheckedReply, type Mark, type Verdict } from '../reply/reply.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { Author } from '../shared/claim.ts';
import { decide, decided, readClaims } from './decision.ts';
import { edit } from './edit.ts';
import { createRecord, recordIds, recordMap, textOf, valueOf } from './records.ts';

const stateSchema = v.picklist(['open', 'answered', 'closed']);
export const findingStates = stateSchema.options;
export type FindingState = v.InferOutput<typeof stateSchema>;

const saidSchema = v.strictObject({
  mark: markSchema,
  auditor: auditorSchema,
  /** SHA-256 of the auditor's key. */
  fingerprint: sha256Schema,
  manifestSha256: sha256Schema,
  writtenAt: v.pipe(v.string(), v.isoTimestamp()),
});

export type AuditFinding = v.InferOutput<typeof saidSchema> & {
  id: string;
  state: FindingState;
  /** What members decided at the same time, where they differ; then the finding counts as open. */
  contested: boolean;
  answer: string;
};

/** What an auditor accepts or remarks asks for no answer. */
const firstState = (verdict: Verdict): FindingState =>
  verdict === 'query' || verdict === 'nonconformity' ? 'open' : 'closed';

/** A UUID of version 8 (RFC 9562 section 5.8) out of a hash. */
async function idOf({ pack, auditor }: CheckedReply, mark: Mark): Promise<string> {
  const said = { manifestSha256: pack.manifestSha256, auditor, mark };
  const hex = await sha256Hex(canonicalJson(said));
  return hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}

/** Takes over what a checked reply says. Returns how many findings are new; those that were imported before stay as they are. */
export async function importReply(doc: Y.Doc, reply: CheckedReply, author: Author): Promise<number> {
  const found = await Promise.all(reply.marks.map(async (mark) => [await idOf(reply, mark), mark] as const));
  const fresh = found.filter(([id]) => !recordMap(doc, 'finding', id).has('created'));
  edit(doc, () => {
    for (const [id, mark] of fresh) {
      const { auditor, fingerprint, writtenAt } = reply;
      const { manifestSha256 } = reply.pack;
      const said = v.parse(saidSchema, { mark, auditor, fingerprint, manifestSha256, writtenAt });
      createRecord(doc, 'finding', id, { said }, author);
    }
  });
  return fresh.length;
}

/** The finding, or undefined for a record that is none. */
export function readFinding(doc: Y.Doc, id: string): AuditFinding | undefined {
  const map = recordMap(doc, 'finding', id);
  const said = valueOf<v.InferOutput<typeof saidSchema> | undefined>(map, 'said', saidSchema, undefined);
  if (!said) return undefined;
  const claims = readClaims(map, 'state', stateSchema);
  const state = decided(claims, claims.length > 0 ? 'open' : firstState(said.mark.verdict));
  const answer = textOf(doc, 'finding', id, 'answer');
  return { ...said, id, state: state.value, contested: state.contested.length > 0, answer };
}

/** All findings, those of the newest reply first. */
export const readFindings = (doc: Y.Doc): AuditFinding[] =>
  recordIds(doc, 'finding')
    .flatMap((id) => readFinding(doc, id) ?? [])
    .sort((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));

const orderOf = ({ writtenAt, id }: AuditFinding) => `${writtenAt}|${id}`;

export const decideFindingState = (doc: Y.Doc, id: string, state: FindingState, author: Author): void =>
  edit(doc, () => decide(recordMap(doc, 'finding', id), 'state', v.parse(stateSchema, state), author));
