import type * as Y from 'yjs';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { readLinks, readSoaEntry, soaContext } from '#core/workspace/workspace.ts';
import { changedRoots } from '#core/workspace/changed-roots.ts';
import { controls } from '#core/catalogue/controls.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { Registers } from './register-projection.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type SoaProjection = { entries: readonly SoaEntry[]; links: readonly EvidenceLink[] };

/**
 * The SoA's 93 rows and all links, with what they derive from the registers, kept in step with the document. Only what a change
 * touched is read again: a letter typed into one row reads that row. Rows that did not change keep their object, so that a
 * screen draws only those that did. Changes of one task (many updates of a tab that catches up) are read once.
 */
export function createSoaProjection(doc: Y.Doc, registers: Watchable<Registers>): Watchable<SoaProjection> {
  const touched = new Set<string>();
  let linksTouched = false;
  let known = registers.getState();
  let context = soaContext(readLinks(doc), known);

  function read(before?: SoaProjection): SoaProjection {
    const now = registers.getState();
    // What rows derive from has changed: any of them may say something else.
    const all = !before || linksTouched || now !== known;
    const links = before && !linksTouched ? before.links : readLinks(doc);
    if (all) context = soaContext(links, now);
    known = now;
    const entries = controls.map(({ id }, at) => {
      const last = before?.entries[at];
      if (last && !all && !touched.has(id)) return last;
      const next = readSoaEntry(doc, id, context);
      return last && JSON.stringify(last) === JSON.stringify(next) ? last : next;
    });
    touched.clear();
    linksTouched = false;
    const same = before?.links === links && entries.every((entry, at) => entry === before.entries[at]);
    return same && before ? before : { entries, links };
  }

  const state = createWatchable(read());
  let scheduled = false;
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    const roots = changedRoots(transaction);
    if (roots.size === 0) return;
    for (const name of roots.keys()) {
      if (name === 'links') linksTouched = true;
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
