/** The auditor's marks while the tab lives. A reload finds them again; a closed tab forgets them, and the saved reply has them. */
import * as v from 'valibot';
import { createDeviceKey, deviceSigner } from '#core/crypto/device-key.ts';
import {
  auditorSchema,
  markSchema,
  mostReplyBytes,
  signReply,
  subjectKey,
  verifyReply,
  type Auditor,
  type Mark,
  type Subject,
} from '#core/reply/reply.ts';
import type { ShownPack } from './read-pack.ts';

export type Draft = { auditor: Auditor; marks: Mark[]; saved: boolean };

const draftSchema = v.object({ auditor: auditorSchema, marks: v.array(markSchema), saved: v.boolean() });
export const noDraft: Draft = { auditor: { name: '', organization: '' }, marks: [], saved: true };

const placeOf = ({ manifestSha256 }: ShownPack) => `exhibit-reply ${manifestSha256}`;

export function readDraft(pack: ShownPack): Draft {
  try {
    const read = v.safeParse(draftSchema, JSON.parse(sessionStorage.getItem(placeOf(pack)) ?? ''));
    return read.success ? read.output : noDraft;
  } catch {
    return noDraft;
  }
}

/** Where the browser keeps nothing for pages from the file system, the marks live in the page alone. */
export function keepDraft(pack: ShownPack, draft: Draft): void {
  try {
    sessionStorage.setItem(placeOf(pack), JSON.stringify(draft));
  } catch {
    // The page asks before it is closed with marks that were not saved.
  }
}

export const markOf = ({ marks }: Draft, subject: Subject): Mark | undefined =>
  marks.find((mark) => subjectKey(mark.subject) === subjectKey(subject));

/** The draft with this mark in the place of any other on its subject; undefined takes the mark away. */
export function withMark(draft: Draft, subject: Subject, mark: Mark | undefined): Draft {
  const others = draft.marks.filter((one) => subjectKey(one.subject) !== subjectKey(subject));
  return { ...draft, marks: mark ? [...others, mark] : others, saved: false };
}

/** Made when the first reply is saved, and gone with the page. */
let key: ReturnType<typeof createDeviceKey> | undefined;

/** The signed reply file's text. */
export async function makeReply(pack: ShownPack, { auditor, marks }: Draft, now: Date): Promise<string> {
  key ??= createDeviceKey();
  const { organization, generatedAt } = pack.manifest;
  const { manifestSha256 } = pack;
  const said = { pack: { manifestSha256, organization, generatedAt }, auditor, marks };
  return signReply(deviceSigner(await key), { ...said, writtenAt: now.toISOString() });
}

export type LoadRefusal = 'malformed' | 'bad-signature' | 'other-pack';

/** The marks of a reply file that was saved before, to go on with. */
export async function loadReply(pack: ShownPack, file: File): Promise<Draft | LoadRefusal> {
  if (file.size > mostReplyBytes) return 'malformed';
  const read = await verifyReply(await file.text());
  if (!read.ok) return read.error.kind;
  if (read.value.pack.manifestSha256 !== pack.manifestSha256) return 'other-pack';
  return { auditor: read.value.auditor, marks: read.value.marks, saved: true };
}
