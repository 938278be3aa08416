/**
 * Views of the SoA that members keep under a name: the map `soa-views`, one plain value per view under its id. They are the team's:
 * what one calls "before the audit" the others can open. Whoever saves last has the view; a view that somebody saves while another
 * deletes it stays.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { soaFilterSchema, soaLookSchema } from '../soa/soa-view.ts';
import { edit } from './edit.ts';
import { recordIdSchema } from './records.ts';

const viewSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  filter: soaFilterSchema,
  look: soaLookSchema,
});

export type SoaView = v.InferOutput<typeof viewSchema> & { id: string };

/** More than this are not read. */
const mostViews = 500;

export const viewMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('soa-views');

/** Keeps the view under its id. Throws where it does not fit, such as without a name. */
export const saveView = (doc: Y.Doc, { id, ...view }: SoaView): void =>
  edit(doc, () => viewMap(doc).set(v.parse(recordIdSchema, id), v.parse(viewSchema, view)));

export const deleteView = (doc: Y.Doc, id: string): void => edit(doc, () => viewMap(doc).delete(id));

/** All views by name. One that this version cannot read, as it may come from a later one, is left out and stays. */
export function readViews(doc: Y.Doc): SoaView[] {
  const views = [...viewMap(doc)].slice(0, mostViews).flatMap(([id, value]) => {
    const view = v.safeParse(viewSchema, value);
    return view.success && v.is(recordIdSchema, id) ? [{ id, ...view.output }] : [];
  });
  return views.sort((a, b) => (a.name + a.id < b.name + b.id ? -1 : 1));
}
