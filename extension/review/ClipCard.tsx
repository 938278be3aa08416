import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { tell } from '../messages/messages.ts';
import { isDocument, retryReading, chosenControls } from '../outbox/clips.ts';
import { reopenClip, writeNote } from '../outbox/review.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { Agreement } from './Agreement.tsx';
import { DoubleTake, TakeAgain } from './DoubleTake.tsx';
import { MaskedByRule } from '../redaction/MaskedByRule.tsx';
import { WhatIsLeft } from '../redaction/WhatIsLeft.tsx';
import { captureTime, originOf } from './clip-words.ts';
import { Icon } from './Icon.tsx';
import { Proposals } from './Proposals.tsx';
import { acceptWithBanner } from './accept-with-banner.ts';
import { strings } from './strings.ts';
import { tellOffersChanged } from './tell-changes.ts';
import type { Progress } from './use-progress.ts';
import { useBlobUrl } from './use-watched.ts';

/** A tab has loaded its picture by then; the address would otherwise hold the picture in memory as long as the panel lives. */
const openedPictureMs = 60_000;

type CardProps = { db: ExtensionDatabase; clip: Clip; progress: Progress | undefined; onDiscard: () => void };

/** The picture or document in small; the full one opens in a tab of its own. Falls back to the full picture until the small one is made. */
function Thumbnail({ db, clip }: { db: ExtensionDatabase; clip: Clip }) {
  const isFile = isDocument(clip);
  const shown = isFile
    ? (clip.files.find(({ role }) => role === 'preview') ?? clip.files.find(({ role }) => role === 'text'))
    : clip.files.find(({ role }) => role === 'original');
  const sha256 = shown?.sha256 ?? '';
  const original = useLiveQuery(() => db.files.get(sha256), [sha256]);
  const small = useBlobUrl(clip.thumbnail ?? (isFile ? undefined : original?.content));
  const open = () => {
    if (!original) return;
    const content =
      isFile && shown?.role === 'text'
        ? new Blob([original.content], { type: 'text/plain;charset=utf-8' })
        : original.content;
    const url = URL.createObjectURL(content);
    window.open(url);
    setTimeout(() => URL.revokeObjectURL(url), openedPictureMs);
  };
  return (
    <button
      type="button"
      className="thumbnail"
      onClick={open}
      aria-label={`${isFile ? strings.openFile : strings.openPicture}: ${clip.provenance.title}`}
    >
      {small ? <img src={small} alt="" /> : isFile && <Icon name="file" />}
    </button>
  );
}

function State({ clip, progress }: { clip: Clip; progress: Progress | undefined }) {
  const working = progress !== undefined && (clip.state === 'captured' || clip.state === 'read');
  return (
    <p className={`state ${clip.state}`} role="status">
      <span className="state-shape" aria-hidden="true" />
      {working
        ? progress.step === 'reading' && isDocument(clip)
          ? strings.readingFile
          : strings.steps[progress.step]
        : strings.states[clip.state]}
      {working && progress.step === 'reading' && (
        <progress max={1} value={progress.fraction} aria-label={strings.steps.reading} />
      )}
    </p>
  );
}

function Failure({ db, clip }: { db: ExtensionDatabase; clip: Clip }) {
  if (!clip.failure || clip.state === 'accepted' || clip.state === 'delivered') return null;
  const retry = () => void retryReading(db, clip.id).then(() => tell({ kind: 'queue-changed' }));
  return (
    <p className="failure" role="alert">
      {clip.failure.message}{' '}
      {clip.failure.step !== 'page-text' && (
        <button type="button" className="link" onClick={retry}>
          {strings.retry}
        </button>
      )}
    </p>
  );
}

function Note({ db, clip }: { db: ExtensionDatabase; clip: Clip }) {
  const [text, setText] = useState(clip.note);
  return (
    <label className="note">
      <span>{strings.note}</span>
      <textarea
        rows={2}
        maxLength={20_000}
        value={text}
        placeholder={strings.noteHint}
        onChange={(event) => {
          setText(event.target.value);
          void writeNote(db, clip.id, event.target.value);
        }}
      />
    </label>
  );
}

/** In a tab of its own: marking areas needs more room than the panel has. */
const openRedaction = (id: string) =>
  void chrome.tabs.create({ url: chrome.runtime.getURL(`/redact.html?clip=${id}`) });

function Actions({ db, clip, onDiscard }: Omit<CardProps, 'progress'>) {
  const count = chosenControls(clip).length;
  const tellOffers = () => tellOffersChanged(db);
  return (
    <div className="actions">
      {clip.state === 'proposed' && clip.failure?.step !== 'masking' && (
        <button
          type="button"
          className={count === 0 ? 'wide' : 'wide primary'}
          onClick={() => void acceptWithBanner(db, clip.id).then(tellOffers)}
        >
          {count === 0 ? strings.sendWithout : strings.send(count)}
        </button>
      )}
      {clip.state === 'proposed' && (
        <button type="button" className="quiet-button" onClick={() => openRedaction(clip.id)}>
          <Icon name="redact" /> {strings.redact}
        </button>
      )}
      <TakeAgain clip={clip} />
      {clip.state === 'accepted' && clip.offeredAt === undefined && (
        <button type="button" onClick={() => void reopenClip(db, clip.id).then(tellOffers)}>
          <Icon name="undo" /> {strings.takeBack}
        </button>
      )}
      {clip.state !== 'accepted' && (
        <button type="button" className="quiet-button" onClick={onDiscard}>
          <Icon name="trash" /> {strings.discard}
        </button>
      )}
    </div>
  );
}

/** One clip with what can be done about it in its present state. */
export function ClipCard({ db, clip, progress, onDiscard }: CardProps) {
  const { title, url } = clip.provenance;
  return (
    <article
      className="clip"
      aria-label={title || strings.noTitle}
      data-clip={clip.state === 'proposed' ? 'to-review' : clip.state}
    >
      <div className="clip-head">
        <Thumbnail db={db} clip={clip} />
        <div className="clip-facts">
          <h2 tabIndex={-1} data-focus-after>
            {title || strings.noTitle}
          </h2>
          <p className="quiet" title={url}>
            {originOf(clip)}
          </p>
          <p className="quiet">
            <time dateTime={clip.provenance.capturedAt}>{captureTime(clip)}</time>
          </p>
          <State clip={clip} progress={progress} />
        </div>
      </div>
      <MaskedByRule masked={clip.masked} />
      <WhatIsLeft clip={clip} />
      <Failure db={db} clip={clip} />
      {clip.isTextCut && <p className="quiet">{strings.textIsCut}</p>}
      {clip.noSnapshot && <p className="quiet">{strings.noSnapshot[clip.noSnapshot]}</p>}
      {clip.state === 'proposed' && (
        <>
          <Agreement db={db} clip={clip} />
          <DoubleTake clip={clip} />
          <Proposals db={db} clip={clip} />
          <Note db={db} clip={clip} />
        </>
      )}
      <Actions db={db} clip={clip} onDiscard={onDiscard} />
    </article>
  );
}
