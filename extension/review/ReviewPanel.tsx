import { useRef } from 'react';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { AuthorityCard } from './AuthorityCard.tsx';
import { ClipBar } from './ClipBar.tsx';
import { Clips } from './Clips.tsx';
import { FileDrop } from './FileDrop.tsx';
import { Notices } from './Notices.tsx';
import { PageSets } from './PageSets.tsx';
import { PairingCard } from './PairingCard.tsx';
import { RunningCapture } from './RunningCapture.tsx';
import { Settings } from './Settings.tsx';
import { StorageBoundary } from './StorageBoundary.tsx';
import { strings } from './strings.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** The side panel: what to clip, notices, pairing, the clips that wait for a person, those put aside, and who clips. */
export function ReviewPanel({ db }: { db: ExtensionDatabase }) {
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);
  return (
    <main ref={main}>
      <header className="top">
        <h1 tabIndex={-1} data-focus-after>
          {strings.heading}
        </h1>
        <span className="quiet">{strings.stored}</span>
      </header>
      <ClipBar db={db} />
      <RunningCapture />
      <Notices />
      <PairingCard />
      <StorageBoundary db={db} sentence={strings.notReadable}>
        <PageSets db={db} />
        <AuthorityCard db={db} />
        <FileDrop db={db} />
        <Clips db={db} />
      </StorageBoundary>
      <StorageBoundary db={db} sentence={strings.settingsNotReadable}>
        <Settings db={db} />
      </StorageBoundary>
    </main>
  );
}
