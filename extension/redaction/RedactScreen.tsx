import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { wordsToStrike } from '#core/redaction/find-sensitive.ts';
import type { TextFinding } from '#core/redaction/finding.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import type { SensitiveKind } from '#core/redaction/rules.ts';
import { tell } from '../messages/messages.ts';
import { fileOf, isDocument } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { useBlobUrl } from '../review/use-watched.ts';
import { AreaEditor } from './AreaEditor.tsx';
import type { Found } from './find-in-clip.ts';
import { findInWorker, redactInWorker } from './in-worker.ts';
import { redactionStrings as strings } from './strings.ts';
import { WhatIsLeft } from './WhatIsLeft.tsx';

/** `picture` is missing for a document. */
type Loaded = { clip: Clip; picture: Blob | undefined; size: { width: number; height: number } };

async function load(db: ExtensionDatabase, id: string): Promise<Loaded | null> {
  const clip = await db.clips.get(id);
  const original = clip && (await fileOf(db, clip, 'original'));
  if (clip?.state !== 'proposed' || !original) return null;
  const picture = isDocument(clip) ? undefined : original;
  const { width = 1, height = 1 } = clip.files.find(({ role }) => role === 'original') ?? {};
  return { clip, picture, size: { width, height } };
}

const none: Found = { findings: [], hasPlaces: true };

/** What is found in the clip, by a worker: undefined until it is known, null when the clip could not be searched. */
function useFound(id: string): Found | null | undefined {
  const [found, setFound] = useState<Found | null>();
  useEffect(() => {
    const abort = new AbortController();
    findInWorker(id, { signal: abort.signal })
      .then((all) => setFound(all ?? none))
      .catch(() => abort.signal.aborted || setFound(null));
    return () => abort.abort();
  }, [id]);
  return found;
}

/** Different texts of each kind, in the order in which they were found. */
function byKind(findings: readonly TextFinding[]): [SensitiveKind, string[]][] {
  const groups = Map.groupBy(findings, ({ kind }) => kind);
  return [...groups].map(([kind, own]) => [kind, [...new Set(own.map(({ text }) => text))]]);
}

function Choices(props: {
  groups: readonly [SensitiveKind, string[]][];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { groups, chosen, onChange } = props;
  const set = (texts: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const text of texts)
      if (on) next.add(text);
      else next.delete(text);
    onChange(next);
  };
  if (groups.length === 0) return <p className="quiet">{strings.nothingFound}</p>;
  return groups.map(([kind, texts]) => (
    <fieldset key={kind} className="found">
      <legend>
        <label>
          <input
            type="checkbox"
            checked={texts.every((text) => chosen.has(text))}
            onChange={(event) => set(texts, event.target.checked)}
          />
          {strings.kinds[kind]} ({texts.length})
        </label>
      </legend>
      {texts.map((text) => (
        <label key={text}>
          <input
            type="checkbox"
            checked={chosen.has(text)}
            onChange={(event) => set([text], event.target.checked)}
          />
          <span className="found-text">{text}</span>
        </label>
      ))}
    </fieldset>
  ));
}

/** The redaction under way: how far it is, and how to stop it before anything is destroyed. */
function useRedaction(id: string) {
  const [state, setState] = useState<'idle' | 'failed' | { fraction: number }>('idle');
  const running = useRef<AbortController>(undefined);
  const start = async (wish: Parameters<typeof redactInWorker>[1]) => {
    const abort = (running.current = new AbortController());
    setState({ fraction: 0 });
    try {
      const onProgress = (fraction: number) => setState({ fraction });
      await redactInWorker(id, wish, { signal: abort.signal, onProgress });
      await tell({ kind: 'queue-changed' });
    } catch {
      setState(abort.signal.aborted ? 'idle' : 'failed');
    }
  };
  return { state, start, stop: () => running.current?.abort() };
}

function Working({ fraction, onStop }: { fraction: number; onStop: () => void }) {
  return (
    <p className="working">
      <span role="status">{strings.working}</span>
      <progress max={1} value={fraction} aria-label={strings.working} />
      <button type="button" onClick={onStop}>
        {strings.stop}
      </button>
    </p>
  );
}

function Editor({ loaded, found }: { loaded: Loaded; found: Found | null }) {
  const { clip, picture, size } = loaded;
  const { findings, hasPlaces } = found ?? none;
  const src = useBlobUrl(picture);
  const groups = useMemo(() => byKind(findings), [findings]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(findings.filter(({ always }) => always).map(({ text }) => text)),
  );
  const [typed, setTyped] = useState('');
  const [areas, setAreas] = useState<PictureBox[]>([]);
  const { state, start, stop } = useRedaction(clip.id);
  const ownWords = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const count = chosen.size + ownWords.length + areas.length;
  const redact = () =>
    start({
      words: [...wordsToStrike(findings.filter(({ text }) => chosen.has(text))), ...ownWords],
      areas,
    });
  const middle = {
    x: size.width * 0.4,
    y: size.height * 0.4,
    width: size.width * 0.2,
    height: size.height * 0.1,
  };

  return (
    <div className="redact">
      <section className="redact-side" aria-label={strings.what}>
        {found ? (
          <Choices groups={groups} chosen={chosen} onChange={setChosen} />
        ) : (
          <p className="failure">{strings.notSearched}</p>
        )}
        <label className="note">
          <span>{strings.words}</span>
          <textarea rows={3} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <span className="quiet">{strings.wordsHint}</span>
        </label>
        <p className="quiet" role="status">
          {!picture ? strings.document : areas.length === 0 ? strings.drag : strings.areas(areas.length)}
        </p>
        {picture && !hasPlaces && <p className="quiet">{strings.noPlaces}</p>}
        <button type="button" hidden={!picture} onClick={() => setAreas([...areas, middle])}>
          {strings.addArea}
        </button>
        <p id="area-keys" className="quiet" hidden={!picture}>
          {strings.areaKeys}
        </p>
        {typeof state === 'object' ? (
          <Working fraction={state.fraction} onStop={stop} />
        ) : (
          <button type="button" className="primary wide" disabled={count === 0} onClick={() => void redact()}>
            {count === 0 ? strings.nothing : strings.redact(count)}
          </button>
        )}
        {state === 'failed' && (
          <p className="failure" role="alert">
            {strings.failed}
          </p>
        )}
      </section>
      {src && <AreaEditor src={src} size={size} areas={areas} onChange={setAreas} />}
    </div>
  );
}

/** The editor once the clip was searched; a worker does that, so that the page stays quick. */
function Searched({ loaded }: { loaded: Loaded }) {
  const found = useFound(loaded.clip.id);
  if (found !== undefined) return <Editor loaded={loaded} found={found} />;
  return (
    <p className="empty" role="status">
      {strings.looking}
    </p>
  );
}

/** What was found in a clip, what else to strike, and the picture to mark areas on. */
export function RedactScreen({ db, id }: { db: ExtensionDatabase; id: string }) {
  const loaded = useLiveQuery(() => load(db, id), [db, id]);
  return (
    <main className="redact-page">
      <header>
        <h1>{strings.heading}</h1>
        <p className="quiet">{strings.intro}</p>
        {loaded && <WhatIsLeft clip={loaded.clip} />}
      </header>
      {loaded === null && (
        <p className="empty" role="status">
          {strings.gone}
        </p>
      )}
      {loaded && <Searched key={loaded.clip.files.map(({ sha256 }) => sha256).join()} loaded={loaded} />}
    </main>
  );
}
