/**
 * Records that members make: risks, assets, suppliers, obligations, custom controls, auditors' findings, management reviews. Each has a root map of its own, `risk/<id>`, with flat plain
 * values, and root texts beside it, `risk/<id>/plan`. Ids are made once by whoever creates the record, so no two members can
 * create rivals. A removed record is marked, not emptied: what others wrote into it meanwhile is kept and it can come back.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { isCustomId, type ControlId, type CustomControlId } from '../catalogue/control.ts';
import { findControl } from '../catalogue/find-control.ts';
import type { Author } from '../shared/claim.ts';
import { authorSchema } from './decision.ts';
import { edit } from './edit.ts';

const recordKinds = ['risk', 'asset', 'supplier', 'obligation', 'control', 'finding', 'review'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** A UUID: version 7 where we make it, so that records sort by the time of their making. */
export const recordIdSchema = v.pipe(v.string(), v.uuid());

/** More records of a kind than this are not read: no register has so many, and a hostile replica must not stop the app. */
const mostRecords = 5_000;

export const recordMap = (doc: Y.Doc, kind: RecordKind, id: string) => doc.getMap<unknown>(`${kind}/${id}`);

/** A record's collaborative text: bind it to an editor, never replace it whole. */
export const recordText = (doc: Y.Doc, kind: RecordKind, id: string, field: string): Y.Text =>
  doc.getText(`${kind}/${id}/${field}`);

/** The text's words, without making a root type of one that nobody has written in. */
export const textOf = (doc: Y.Doc, kind: RecordKind, id: string, field: string): string =>
  doc.share.has(`${kind}/${id}/${field}`) ? recordText(doc, kind, id, field).toString() : '';

/** The record that a root type belongs to, by the type's name; undefined for other types. */
export function recordOfType(name: string): { kind: RecordKind; id: string } | undefined {
  const [first, id, field, ...more] = name.split('/');
  const kind = recordKinds.find((known) => known === first);
  if (!kind || more.length > 0 || !v.is(recordIdSchema, id)) return undefined;
  return field === undefined || field !== '' ? { kind, id } : undefined;
}

/** The ids of all records of a kind that were ever made, removed ones included, oldest first. */
export function recordIds(doc: Y.Doc, kind: RecordKind): string[] {
  const start = `${kind}/`;
  const ids: string[] = [];
  for (const name of doc.share.keys()) {
    const id = name.slice(start.length);
    if (name.startsWith(start) && v.is(recordIdSchema, id)) ids.push(id);
  }
  return ids
    .sort()
    .slice(0, mostRecords)
    .filter((id) => recordMap(doc, kind, id).has('created'));
}

/** The value under a key, or `otherwise` where there is none or none that fits. */
export function valueOf<Value>(
  map: Y.Map<unknown>,
  key: string,
  schema: v.GenericSchema<unknown, Value>,
  otherwise: Value,
): Value {
  // Most keys of most records are not set, and a failed parse is a hundred times the price of this question.
  if (!map.has(key)) return otherwise;
  const result = v.safeParse(schema, map.get(key));
  return result.success ? result.output : otherwise;
}

/** What follows `prefix:` in each key that is set to true. */
export const flagsOf = (map: Y.Map<unknown>, prefix: string): string[] =>
  [...map]
    .filter(([key, value]) => value === true && key.startsWith(`${prefix}:`))
    .map(([key]) => key.slice(prefix.length + 1));

/** `C.` and the record's id: what a custom control's row and links are known by. */
export const customIdOf = (record: string): CustomControlId => `C.${v.parse(recordIdSchema, record)}`;

/** The record behind a custom control. */
export const recordOfCustom = (control: CustomControlId): string => control.slice('C.'.length);

/** Whether Annex A has the control, or the workspace has it and nobody removed it: what rows and links may be shown of. */
export function isControlHere(doc: Y.Doc, id: string): id is ControlId {
  if (!isCustomId(id)) return findControl(id) !== undefined;
  const record = recordOfCustom(id);
  // A question must not make a root type.
  if (!doc.share.has(`control/${record}`)) return false;
  const map = recordMap(doc, 'control', record);
  return map.has('created') && map.get('removed') !== true;
}

/** The controls that the record names by flags `control:A.8.5`. A custom control that was removed is left out until it comes back. */
export const controlsOf = (map: Y.Map<unknown>): ControlId[] =>
  flagsOf(map, 'control').filter((id) => map.doc !== null && isControlHere(map.doc, id)) as ControlId[];

/** Each link is a key of its own, so that two members who add different ones both succeed. */
export const setFlag = (doc: Y.Doc, kind: RecordKind, id: string, flag: string, holds: boolean): void =>
  edit(doc, () => {
    if (holds) recordMap(doc, kind, id).set(flag, true);
    else recordMap(doc, kind, id).delete(flag);
  });

export const linkControl = (doc: Y.Doc, kind: RecordKind, id: string, control: ControlId, holds: boolean) =>
  setFlag(doc, kind, id, `control:${control}`, holds);

/** Makes the record name exactly these controls. */
export const setControls = (doc: Y.Doc, kind: RecordKind, id: string, controls: readonly ControlId[]): void =>
  edit(doc, () => {
    for (const control of controlsOf(recordMap(doc, kind, id)))
      if (!controls.includes(control)) linkControl(doc, kind, id, control, false);
    for (const control of controls) linkControl(doc, kind, id, control, true);
  });

/** Makes the record with its first values. `id` is a new UUID of version 7. */
export const createRecord = (
  doc: Y.Doc,
  kind: RecordKind,
  id: string,
  values: Readonly<Record<string, unknown>>,
  author: Author,
): void =>
  edit(doc, () => {
    const map = recordMap(doc, kind, v.parse(recordIdSchema, id));
    map.set('created', v.parse(authorSchema, author));
    for (const [key, value] of Object.entries(values)) map.set(key, value);
  });

export const removeRecord = (doc: Y.Doc, kind: RecordKind, id: string): void =>
  setFlag(doc, kind, id, 'removed', true);

export const restoreRecord = (doc: Y.Doc, kind: RecordKind, id: string): void =>
  setFlag(doc, kind, id, 'removed', false);
