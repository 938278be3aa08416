/**
 * Typed readers and writers over the workspace's Yjs document.
 *
 * Shape. Each control has root types of its own: the map `soa/A.8.5` with plain values and the text
 * `soa/A.8.5/justification`. Root types are found by name, so two members who touch the same fresh row offline never create
 * two rivalling records, as nested maps would. Links are flat keys `A.8.5|<exhibit id>` in the map `links`: two members who
 * link the same exhibit make one link, and unlinking one never disturbs another.
 *
 * Whatever a replica sends is read through schemas: a value that does not fit counts as not set.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { controls } from '../catalogue/controls.ts';
import type { ControlId } from '../catalogue/control.ts';
import { controlIdSchema } from '../catalogue/control.ts';
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import type { Applicability, ImplementationStatus, InclusionReason, SoaEntry } from '../soa/soa-entry.ts';
import { applicabilitySchema, implementationStatusSchema, inclusionReasonSchema } from '../soa/soa-entry.ts';

/** A member's statement that an exhibit supports a control. `linkedAt` is ISO 8601 in UTC. */
export type EvidenceLink = { control: ControlId; exhibit: string; linkedBy: string; linkedAt: string };

const linkSchema = v.object({
  linkedBy: v.pipe(v.string(), v.maxLength(500)),
  linkedAt: v.pipe(v.string(), v.isoTimestamp()),
});
const ownerSchema = v.pipe(v.string(), v.maxLength(500));
const dateSchema = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const allReasons = inclusionReasonSchema.options;

const entryMap = (doc: Y.Doc, control: ControlId) => doc.getMap<unknown>(`soa/${control}`);
const linkMap = (doc: Y.Doc) => doc.getMap<unknown>('links');
const linkKey = (control: ControlId, exhibit: string) => `${control}|${exhibit}`;

function parsed<Value>(schema: v.GenericSchema<Value>, input: unknown, otherwise: Value): Value {
  const result = v.safeParse(schema, input);
  return result.success ? result.output : otherwise;
}

/** The control's justification as collaborative text: bind it to an editor, never replace it whole. */
export const justificationText = (doc: Y.Doc, control: ControlId): Y.Text =>
  doc.getText(`soa/${control}/justification`);

/** All links, oldest first (ties by key, so that every replica lists them alike). Malformed links are left out. */
export function readLinks(doc: Y.Doc): EvidenceLink[] {
  const links: EvidenceLink[] = [];
  for (const [key, value] of linkMap(doc)) {
    const [control, exhibit] = key.split('|');
    const link = v.safeParse(linkSchema, value);
    if (!link.success || !v.is(controlIdSchema, control) || !v.is(exhibitIdSchema, exhibit)) continue;
    links.push({ control, exhibit, ...link.output });
  }
  const order = (link: EvidenceLink) => `${link.linkedAt}|${link.control}|${link.exhibit}`;
  return links.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The control's row. `links` may be passed when many rows are read at once; they are read from the document otherwise. */
export function readSoaEntry(doc: Y.Doc, control: ControlId, links = readLinks(doc)): SoaEntry {
  const map = entryMap(doc, control);
  return {
    control,
    applicability: parsed(applicabilitySchema, map.get('applicability'), 'undecided'),
    reasons: allReasons.filter((reason) => map.get(`reason:${reason}`) === true),
    justification: justificationText(doc, control).toString(),
    status: parsed(implementationStatusSchema, map.get('status'), 'unverified'),
    plannedFor: parsed(dateSchema, map.get('plannedFor'), ''),
    owner: parsed(ownerSchema, map.get('owner'), ''),
    exhibits: links.filter((link) => link.control === control).map((link) => link.exhibit),
  };
}

/** The 93 rows in the order of Annex A. */
export function readSoa(doc: Y.Doc): SoaEntry[] {
  const links = readLinks(doc);
  return controls.map((control) => readSoaEntry(doc, control.id, links));
}

/** Marks a change as made by this person here; an undo manager that tracks this origin undoes only one's own edits. */
export const localEdit = { kind: 'local-edit' } as const;

const edit = (doc: Y.Doc, change: () => void) => doc.transact(change, localEdit);

export const setApplicability = (doc: Y.Doc, control: ControlId, value: Applicability) =>
  edit(doc, () => entryMap(doc, control).set('applicability', value));

/** Each reason is a key of its own, so that two members who add different reasons both succeed. */
export const setReason = (doc: Y.Doc, control: ControlId, reason: InclusionReason, holds: boolean) =>
  edit(doc, () => entryMap(doc, control).set(`reason:${reason}`, holds));

export const setStatus = (doc: Y.Doc, control: ControlId, value: ImplementationStatus) =>
  edit(doc, () => entryMap(doc, control).set('status', value));

/** `date` is `YYYY-MM-DD` or empty. */
export const setPlannedFor = (doc: Y.Doc, control: ControlId, date: string) =>
  edit(doc, () => entryMap(doc, control).set('plannedFor', v.parse(dateSchema, date)));

export const setOwner = (doc: Y.Doc, control: ControlId, owner: string) =>
  edit(doc, () => entryMap(doc, control).set('owner', v.parse(ownerSchema, owner)));

export function linkExhibit(doc: Y.Doc, link: EvidenceLink): void {
  const { control, exhibit, ...who } = link;
  // The first statement stands: linking again must not change who said it and when.
  if (linkMap(doc).has(linkKey(control, exhibit))) return;
  edit(doc, () => linkMap(doc).set(linkKey(control, exhibit), v.parse(linkSchema, who)));
}

export const unlinkExhibit = (doc: Y.Doc, control: ControlId, exhibit: string) =>
  edit(doc, () => linkMap(doc).delete(linkKey(control, exhibit)));
