import * as Y from 'yjs';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import type { PreferencesService } from './preferences.ts';
import type { Registers } from './register-projection.ts';
import type { SoaProjection } from './soa-projection.ts';
import type { Watchable } from './watchable.ts';
import { takeIn } from './take-in.ts';
import { askWorkspaceWorker } from './workspace-worker.ts';

export interface Sample {
  /** Whether nothing is here yet that the sample would mix with. */
  fits(): boolean;
  /** Fills the workspace with the sample; false when the storage refused. */
  open(): Promise<boolean>;
}

/** A plausible company to look around in, for whoever has nothing yet. */
export function createSample(parts: {
  doc: Y.Doc;
  soa: Watchable<SoaProjection>;
  registers: Watchable<Registers>;
  evidence: EvidenceStore;
  preferences: PreferencesService;
}): Sample {
  const { doc, soa, registers } = parts;
  return {
    fits() {
      const { entries, links } = soa.getState();
      const { risks, removedRisks, asset, supplier, obligation } = registers.getState();
      const records = [risks, removedRisks, asset, supplier, obligation, links];
      return (
        records.every((some) => some.length === 0) &&
        entries.every(
          ({ applicability, justification, implementation, owner }) =>
            applicability === 'undecided' && `${justification}${implementation}${owner}` === '',
        )
      );
    },
    async open() {
      const { sample } = await askWorkspaceWorker({ kind: 'sample' });
      // No origin: Ctrl+Z does not take a company away.
      return takeIn(parts, sample, (update) => Y.applyUpdate(doc, update));
    },
  };
}
