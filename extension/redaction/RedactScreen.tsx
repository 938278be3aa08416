import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { readOcr, readPage } from '#core/recognition/stored-text.ts';
import { findSensitive, findSensitiveText, wordsToStrike } from '#core/redaction/find-sensitive.ts';
import type { TextFinding } from '#core/redaction/finding.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { defaultRedactionRules, type SensitiveKind } from '#core/redaction/rules.ts';
import { tell } from '../messages/messages.ts';
import { fileOf } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { useBlobUrl } from '../review/use-watched.ts';
import { AreaEditor } from './AreaEditor.tsx';
import { redactClip } from './redact-clip.ts';
import { redactionStrings as strings } from './strings.ts';

type Loaded = { clip: Clip; picture: Blob; size: { width: number; height: number }; findings: TextFinding[] };

/** Everything found in the clip's texts, title, address and note. */
async function load(db: ExtensionDatabase, id: string): Promise<Loaded | null> {
  const clip = await db.clips.get(id);
  const picture = clip && (await fileOf(db, clip, 'original'));
  if (clip?.state !== 'proposed' || !picture) return null;
  const [page, ocr] = await Promise.all([
    fileOf(db, clip, 'page').then((file) => file?.text()),
    fileOf(db, clip, 'ocr').then((file) => file?.text()),
  ]);
  const { width = 1, height = 1 } = clip.files.find(({ role }) => role === 'original') ?? {};
  const pageText = readPage(page);
  const rules = defaultRedactionRules;
  const { title, url } = clip.provenance;
  const texts = [...(ocr === undefined ? [] : [readOcr(ocr).text]), title, url, clip.note];
  const findings: TextFinding[] = [
    ...(pageText ? findSensitive(pageText, rules) : []),
    ...texts.flatMap((text) => findSensitiveText(text, rules)),
  ];
  return { clip, picture, size: { width, height }, findings };
}

/** Different texts of each kind, in the order in which they were found. */
function byKind(findings: readonly TextFinding[]): [SensitiveKind, string[]][] {
  const groups = Map.groupBy(findings, ({ kind }) => kind);
  return [...groups].map(([kind, own]) => [kind, [...new Set(own.map(({ text }) => text))]]);
}

function Found(props: {
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

function Editor({ db, loaded }: { db: ExtensionDatabase; loaded: Loaded }) {
  const { clip, picture, size, findings } = loaded;
  const src = useBlobUrl(picture);
  const groups = useMemo(() => byKind(findings), [findings]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState('');
  const [areas, setAreas] = useState<PictureBox[]>([]);
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const ownWords = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const count = chosen.size + ownWords.length + areas.length;

  async function redact() {
    setState('working');
    try {
      const words = [...wordsToStrike(findings.filter(({ text }) => chosen.has(text))), ...ownWords];
      await redactClip(db, clip.id, { words, areas });
      await tell({ kind: 'queue-changed' });
    } catch {
      setState('failed');
    }
  }

  return (
    <div className="redact">
      <section className="redact-side" aria-label={strings.what}>
        <Found groups={groups} chosen={chosen} onChange={setChosen} />
        <label className="note">
          <span>{strings.words}</span>
          <textarea rows={3} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <span className="quiet">{strings.wordsHint}</span>
        </label>
        <p className="quiet" role="status">
          {areas.length === 0 ? strings.drag : strings.areas(areas.length)}
        </p>
        <button
          type="button"
          onClick={() =>
            setAreas([
              ...areas,
              {
                x: size.width * 0.4,
                y: size.height * 0.4,
                width: size.width * 0.2,
                height: size.height * 0.1,
              },
            ])
          }
        >
          {strings.addArea}
        </button>
        <p id="area-keys" className="quiet">
          {strings.areaKeys}
        </p>
        <button
          type="button"
          className="primary wide"
          disabled={count === 0 || state === 'working'}
          onClick={() => void redact()}
        >
          {state === 'working' ? strings.working : count === 0 ? strings.nothing : strings.redact(count)}
        </button>
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

/** What was found in a clip, what else to strike, and the picture to mark areas on. */
export function RedactScreen({ db, id }: { db: ExtensionDatabase; id: string }) {
  const loaded = useLiveQuery(() => load(db, id), [db, id]);
  return (
    <main className="redact-page">
      <header>
        <h1>{strings.heading}</h1>
        <p className="quiet">{strings.intro}</p>
      </header>
      {loaded === null && (
        <p className="empty" role="status">
          {strings.gone}
        </p>
      )}
      {loaded && (
        <Editor key={loaded.clip.files.map(({ sha256 }) => sha256).join()} db={db} loaded={loaded} />
      )}
    </main>
  );
}
