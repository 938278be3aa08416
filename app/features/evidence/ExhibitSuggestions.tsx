import { useEffect, useRef, useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { Suggestion } from '#core/recognition/control-classifier.ts';
import { Highlighted } from '../../components/Highlighted.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { Suggester } from '../../services/suggester.ts';
import { routes } from '../routes.ts';
import { formatScore } from './ExhibitFacts.tsx';
import { fileOf } from './exhibit-words.ts';

type ExhibitSuggestionsProps = {
  record: ExhibitRecord;
  evidence: EvidencePort;
  suggester: Suggester;
  linked: readonly ControlId[];
  onLink: (control: ControlId) => void;
};

type State =
  | { kind: 'idle' }
  | { kind: 'looking' }
  | { kind: 'failed' }
  | { kind: 'found'; suggestions: readonly Suggestion[] };

/** What a person can take in at a glance. */
const shown = 6;

async function storedText(record: ExhibitRecord, evidence: EvidencePort) {
  const textOf = async (role: 'page' | 'text' | 'ocr') => {
    const file = fileOf(record, role);
    return file && (await (await evidence.file(file.sha256))?.text());
  };
  const [page, text, ocr] = await Promise.all([textOf('page'), textOf('text'), textOf('ocr')]);
  const { title } = record.provenance;
  return {
    title,
    ...(page !== undefined && { page }),
    ...(text !== undefined && { text }),
    ...(ocr !== undefined && { ocr }),
  };
}

/** Looks for controls with the model of today: for an exhibit that supports none yet, or that an older model has read. */
export function ExhibitSuggestions({ record, evidence, suggester, linked, onLink }: ExhibitSuggestionsProps) {
  const messages = useMessages();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function look() {
    const abort = new AbortController();
    running.current = abort;
    setState({ kind: 'looking' });
    try {
      const found = await suggester.suggest(await storedText(record, evidence), abort.signal);
      setState(found.ok ? { kind: 'found', suggestions: found.value.slice(0, shown) } : { kind: 'failed' });
    } catch {
      setState({ kind: abort.signal.aborted ? 'idle' : 'failed' });
    }
  }

  const words = messages.exhibit.suggest;
  const open =
    state.kind === 'found' ? state.suggestions.filter(({ control }) => !linked.includes(control)) : [];
  return (
    <section className="detail-part" aria-labelledby="exhibit-suggestions">
      <div className="part-head">
        <h2 id="exhibit-suggestions">{words.title}</h2>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => (state.kind === 'looking' ? running.current?.abort() : void look())}
        >
          {state.kind === 'looking' ? messages.app.cancel : words.look}
        </button>
      </div>
      <p className="help" role="status">
        {state.kind === 'idle' && words.hint}
        {state.kind === 'looking' && words.looking}
        {state.kind === 'failed' && words.failed}
        {state.kind === 'found' &&
          (state.suggestions.length === 0 ? words.none : open.length === 0 ? words.allLinked : words.found)}
      </p>
      <ul className="proposals">
        {open.map(({ control, score, passage, words: spans }) => (
          <li key={control} className="proposal">
            <div className="proposal-head">
              <a className="tag" href={routes.control(control)}>
                {control}
              </a>
              <span className="cut">{findControl(control)?.title}</span>
              <span className="number help" data-hint={messages.exhibit.score(formatScore(score))}>
                {formatScore(score)}
              </span>
            </div>
            <p className="passage">
              <Highlighted text={passage} spans={spans} />
            </p>
            <button
              type="button"
              className="button"
              data-look="quiet"
              data-size="small"
              aria-label={words.link(control)}
              onClick={() => onLink(control)}
            >
              <Icon name="plus" />
              {words.linkShort}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
