import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatDay } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { SealsPort } from '../../services/seals-port.ts';
import type { StampsPort } from '../../services/stamps-port.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { Suggester } from '../../services/suggester.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Watchable } from '../../services/watchable.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { goTo, routes } from '../routes.ts';
import { LinkedControls } from '../soa/LinkedControls.tsx';
import type { SoaActions } from '../soa/soa-actions.ts';
import { ExhibitFacts } from './ExhibitFacts.tsx';
import { ExhibitFiles } from './ExhibitFiles.tsx';
import { ExhibitProposals } from './ExhibitProposals.tsx';
import { ExhibitSeal } from './ExhibitSeal.tsx';
import { ExhibitSuggestions } from './ExhibitSuggestions.tsx';
import { PictureView } from './PictureView.tsx';
import { SnapshotView } from './SnapshotView.tsx';
import { OcrView, PageTextView, PlainTextView } from './TextViews.tsx';
import { ArrivalNote } from './ArrivalNote.tsx';
import { exhibitTitle, fileOf, pictureOf, sourceOf } from './exhibit-words.ts';
import { useFile } from './use-file.ts';
import './evidence.css';

type ExhibitScreenProps = {
  id: string;
  evidence: EvidencePort;
  soa: Watchable<SoaProjection>;
  actions: SoaActions;
  toasts: Toasts;
  suggester: Suggester;
  seals: SealsPort;
  stamps: StampsPort;
};

const allViews = ['picture', 'snapshot', 'pageText', 'ocrText'] as const;
type View = (typeof allViews)[number];

/** Arrow keys go from tab to tab, as the pattern for tabs asks. */
function tabStep(event: KeyboardEvent, views: readonly View[], view: View): View | undefined {
  const at = views.indexOf(view);
  if (event.key === 'ArrowRight') return views[(at + 1) % views.length];
  if (event.key === 'ArrowLeft') return views[(at + views.length - 1) % views.length];
  return undefined;
}

function Views({ exhibit, evidence }: { exhibit: StoredExhibit; evidence: EvidencePort }) {
  const messages = useMessages();
  const { record } = exhibit;
  const original = pictureOf(record);
  const page = fileOf(record, 'page');
  const snapshot = fileOf(record, 'snapshot');
  const files = {
    picture: original,
    snapshot,
    pageText: page ?? fileOf(record, 'text'),
    ocrText: fileOf(record, 'ocr'),
  };
  // A file shows what it has; a page without text says that it has none.
  const views = allViews.filter(
    (name) => files[name] ?? (name !== 'snapshot' && record.provenance.mode !== 'file'),
  );
  const [chosen, setView] = useState<View>('picture');
  const view = views.includes(chosen) ? chosen : (views[0] ?? 'picture');
  const wanted = files[view];
  const file = useFile(evidence, wanted?.sha256);
  return (
    <div className="views">
      <div className="tabs" role="tablist" aria-label={messages.exhibit.views}>
        {views.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={view === name}
            aria-controls="view"
            tabIndex={view === name ? 0 : -1}
            onClick={() => setView(name)}
            onKeyDown={(event) => {
              const next = tabStep(event, views, view);
              if (!next) return;
              setView(next);
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {record.provenance.mode === 'file' && name !== 'snapshot'
              ? messages.exhibit.fileViews[name]
              : messages.exhibit[name]}
          </button>
        ))}
      </div>
      {/* Long texts scroll here, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div id="view" className="view" role="tabpanel" aria-labelledby={`tab-${view}`} tabIndex={0}>
        {view === 'picture' && (
          <PictureView
            file={file}
            title={exhibitTitle(record, messages.evidence.untitled)}
            width={original?.width}
            height={original?.height}
          />
        )}
        {view === 'snapshot' && record.provenance.viewport && (
          <SnapshotView
            file={file}
            title={exhibitTitle(record, messages.evidence.untitled)}
            viewport={record.provenance.viewport}
          />
        )}
        {view === 'pageText' && (page ? <PageTextView file={file} /> : <PlainTextView file={file} />)}
        {view === 'ocrText' && <OcrView file={file} />}
      </div>
    </div>
  );
}

export function ExhibitScreen({
  id,
  evidence,
  soa,
  actions,
  toasts,
  suggester,
  seals,
  stamps,
}: ExhibitScreenProps) {
  const messages = useMessages();
  const exhibits = useWatchable(evidence.exhibits);
  const { entries, links, names } = useWatchable(soa);
  const exhibit = exhibits?.find((candidate) => candidate.id === id);
  const arriving = useWatchable(evidence.arriving).find((candidate) => candidate.id === id);
  const discarded = useWatchable(evidence.discarded).get(id);

  if (!exhibits) return <p className="quiet-wait">{messages.exhibit.loading}</p>;
  if (!exhibit && arriving) {
    const text = messages.evidence.arrival;
    return (
      <EmptyState icon="evidence" title={arriving.title || text.missing} hint={text.missingHint}>
        <ArrivalNote exhibit={arriving} />
      </EmptyState>
    );
  }
  if (!exhibit && discarded) {
    const { discardedBy, discardedHint, takeBack, takeBackFailed } = messages.exhibit;
    const undo = async () => {
      const done = await evidence.undoDiscard(id);
      if (!done.ok || !done.value) toasts.show(takeBackFailed);
    };
    return (
      <EmptyState
        icon="evidence"
        title={discardedBy(discarded.by, formatDay(discarded.at))}
        hint={discardedHint}
      >
        <button type="button" className="button" onClick={() => void undo()}>
          {takeBack}
        </button>
      </EmptyState>
    );
  }
  if (!exhibit) {
    return (
      <EmptyState icon="evidence" title={messages.exhibit.missing} hint={messages.exhibit.missingHint}>
        <a className="button" href={routes.evidence}>
          {messages.exhibit.back}
        </a>
      </EmptyState>
    );
  }

  async function discard() {
    const done = await evidence.discard(id);
    if (!done.ok) {
      toasts.show(messages.exhibit.discardFailed);
      return;
    }
    goTo(routes.evidence);
    toasts.show(messages.exhibit.discarded, {
      label: messages.app.undo,
      run: () => void evidence.undoDiscard(id).then(() => goTo(routes.exhibit(id))),
    });
  }

  const { record } = exhibit;
  const own = links
    .filter((link) => link.exhibit === id)
    .toSorted((a, b) => a.control.localeCompare(b.control, 'en', { numeric: true }));
  return (
    <div className="exhibit">
      <div className="exhibit-bar">
        <a
          className="icon-button"
          href={routes.evidence}
          aria-label={messages.exhibit.back}
          data-hint={messages.exhibit.back}
        >
          <Icon name="left" />
        </a>
        <div className="words">
          <h2 className="cut">{exhibitTitle(record, messages.evidence.untitled)}</h2>
          <span className="help cut">{sourceOf(record, messages.evidence.file)}</span>
        </div>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => void discard()}
        >
          {messages.exhibit.discard}
        </button>
      </div>
      <div className="exhibit-body">
        <Views exhibit={exhibit} evidence={evidence} />
        <div className="detail">
          <LinkedControls
            title={messages.exhibit.supports}
            level={2}
            none={messages.exhibit.supportsNone}
            linked={own.map(({ control }) => control)}
            markOf={(control) => {
              const entry = entries.find((known) => known.control === control);
              return (
                entry && <StateMark value={entry.status} word={messages.status[entry.status]} wordHidden />
              );
            }}
            detailOf={(control) => messages.themes[names.find(control)?.group ?? 'custom']}
            hintOf={(control) => {
              const link = own.find((known) => known.control === control);
              return link && messages.row.linkedBy(link.linkedBy, formatDay(link.linkedAt));
            }}
            onLink={(control, holds) => {
              const link = own.find((known) => known.control === control);
              if (holds) actions.link(control, id);
              else if (link) actions.unlink(link);
            }}
          />
          <ExhibitSuggestions
            record={record}
            evidence={evidence}
            suggester={suggester}
            linked={own.map(({ control }) => control)}
            onLink={(control) => actions.link(control, id)}
          />
          {record.note && (
            <section className="detail-part" aria-labelledby="exhibit-note">
              <h2 id="exhibit-note">{messages.exhibit.note}</h2>
              <p className="note">{record.note}</p>
            </section>
          )}
          <ExhibitSeal exhibit={exhibit} exhibits={exhibits} seals={seals} stamps={stamps} />
          <ExhibitFacts exhibit={exhibit} />
          <ExhibitProposals record={record} />
          <ExhibitFiles exhibit={exhibit} evidence={evidence} toasts={toasts} />
        </div>
      </div>
    </div>
  );
}
