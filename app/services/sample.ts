import * as Y from 'yjs';
import type { SampleWorkspace } from '#core/sample/sample-workspace.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/sample.ts?worker&url';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import type { PreferencesService } from './preferences.ts';
import type { Registers } from './register-projection.ts';
import type { SoaProjection } from './soa-projection.ts';
import type { Watchable } from './watchable.ts';
import { takeIn } from './take-in.ts';
import { workerUrl } from './worker-url.ts';

export interface Sample {
  /** Whether nothing is here yet that the sample would mix with. */
  fits(): boolean;
  /** Fills the workspace with the sample; false when the storage refused. */
  open(): Promise<boolean>;
}

const makeInWorker = () =>
  new Promise<SampleWorkspace>((resolve, reject) => {
    const worker = new Worker(workerUrl(workerScript), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<SampleWorkspace>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener('error', (event) => {
      worker.terminate();
      reject(new Error(event.message));
    });
    worker.postMessage('make');
  });

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
      // No origin: Ctrl+Z does not take a company away.
      return takeIn(parts, await makeInWorker(), (update) => Y.applyUpdate(doc, update));
    },
  };
}
