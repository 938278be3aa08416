import type * as Y from 'yjs';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { readLinks, readSoaEntry, rowIds, soaContext } from '#core/workspace/workspace.ts';
import { recordOfType } from '#core/workspace/records.ts';
import { changedRoots } from '#core/workspace/changed-roots.ts';
import { controlNames, type ControlNames } from '#core/catalogue/control-name.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { Registers } from './register-projection.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type SoaProjection = {
  entries: readonly SoaEntry[];
  links: readonly EvidenceLink[];
  /** Of all rows; the same object while no custom control came, went or is called differently. */
  names: ControlNames;
};

/**
 * The SoA's rows (the 93, then custom controls) and all links, with what they derive from the registers, kept in step with the
 * document. Only what a change touched is read again: a letter typed into one row reads that row. Rows that did not change keep their object, so that a
 * screen draws only those that did. Changes of one task (many updates of a tab that catches up) are read once.
 */
export function createSoaProjection(doc: Y.Doc, registers: Watchable<Registers>): Watchable<SoaProjection> {
  const touched = new Set<string>();
  let linksTouched = false;
  let known = registers.getState();
  let context = soaContext(readLinks(doc), known);
  let knownNames: string | undefined;

  function read(before?: SoaProjection): SoaProjection {
    const now = registers.getState();
    // What rows derive from has changed: any of them may say something else.
    const all = !before || linksTouched || now !== known;
    const links = before && !linksTouched ? before.links : readLinks(doc);
    if (all) context = soaContext(links, now);
    known = now;
    // Without what is typed into descriptions, which names nothing.
    const called = JSON.stringify(
      now.customControls.map(({ id, reference, title }) => [id, reference, title]),
    );
    const names = before && called === knownNames ? before.names : controlNames(now.customControls);
    knownNames = called;
    const lastOf = new Map(before?.entries.map((entry) => [entry.control, entry]));
    const entries = rowIds(context).map((id) => {
      const last = lastOf.get(id);
      if (last && !all && !touched.has(id)) return last;
      const next = readSoaEntry(doc, id, context);
      return last && JSON.stringify(last) === JSON.stringify(next) ? last : next;
    });
    touched.clear();
    linksTouched = false;
    const same =
      before?.links === links &&
      before.names === names &&
      entries.length === before.entries.length &&
      entries.every((entry, at) => entry === before.entries[at]);
    return same && before ? before : { entries, links, names };
  }

  const state = createWatchable(read());
  let scheduled = false;
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    const roots = changedRoots(transaction);
    if (roots.size === 0) return;
    for (const name of roots.keys()) {
      const record = recordOfType(name);
      // The links of a control come and go with it; its texts beside it have none.
      if (name === 'links' || (record?.kind === 'control' && name === `control/${record.id}`))
        linksTouched = true;
      const [root, control, part] = name.split('/');
      if (root === 'soa' && control !== undefined && part !== 'history') touched.add(control);
    }
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      state.set(read(state.getState()));
    });
  });
  return { getState: state.getState, subscribe: state.subscribe };
}
