import type * as Y from 'yjs';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { readLinks, readSoaEntry, soaContext } from '#core/workspace/workspace.ts';
import { controls } from '#core/catalogue/controls.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { Registers } from './register-projection.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

export type SoaProjection = { entries: readonly SoaEntry[]; links: readonly EvidenceLink[] };

/**
 * The SoA's 93 rows and all links, with what they derive from the registers, kept in step with the document. Rows that did not change keep their object, so that a
 * screen draws only those that did. Changes of one task (many updates of a tab that catches up) are read once.
 */
export function createSoaProjection(doc: Y.Doc, registers: Watchable<Registers>): Watchable<SoaProjection> {
  const read = (before?: SoaProjection): SoaProjection => {
    const links = readLinks(doc);
    const context = soaContext(links, registers.getState());
    const entries = controls.map(({ id }, at) => {
      const next = readSoaEntry(doc, id, context);
      const last = before?.entries[at];
      return last && JSON.stringify(last) === JSON.stringify(next) ? last : next;
    });
    return { entries, links };
  };
  const state = createWatchable(read());
  let scheduled = false;
  doc.on('update', () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      state.set(read(state.getState()));
    });
  });
  return { getState: state.getState, subscribe: state.subscribe };
}
