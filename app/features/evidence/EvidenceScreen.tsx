import { useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { ControlNames } from '#core/catalogue/control-name.ts';
import type { ControlId } from '#core/catalogue/control.ts';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Moment } from '../../components/Moment.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { Thumbnail } from '../../components/Thumbnail.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { Sample } from '../../services/sample.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { Watchable } from '../../services/watchable.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { useControlNames } from '../control-names.ts';
import { routes } from '../routes.ts';
import { SampleButton } from '../sample/SampleButton.tsx';
import { ArrivingList } from './ArrivalNote.tsx';
import { exhibitTitle, searchExhibits, smallOf, sourceOf } from './exhibit-words.ts';
import './evidence.css';

/** `control` is an id, `none` for exhibits that support nothing, or `all`. */
export type EvidenceFilter = { text: string; control: string };
export const noEvidenceFilter: EvidenceFilter = { text: '', control: 'all' };

type EvidenceScreenProps = {
  evidence: EvidencePort;
  soa: Watchable<SoaProjection>;
  sample: Sample;
  filter: EvidenceFilter;
  onFilter: (filter: EvidenceFilter) => void;
};

const controlsByExhibit = (links: readonly EvidenceLink[], names: ControlNames): Map<string, ControlId[]> =>
  new Map(
    [...Map.groupBy(links, ({ exhibit }) => exhibit)].map(([exhibit, own]) => [
      exhibit,
      names.inOrder(own.map(({ control }) => control)),
    ]),
  );

function fits(filter: EvidenceFilter, supported: readonly ControlId[]) {
  if (filter.control === 'all') return true;
  return filter.control === 'none'
    ? supported.length === 0
    : supported.some((control) => control === filter.control);
}

/** Arrow keys, j and k go from row to row; the rows' links stay in Tab's order as well. */
function moveInList(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a.exhibit-link')];
  const at = rows.findIndex((row) => row === document.activeElement);
  event.preventDefault();
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}

function FirstSteps({ sample }: { sample: Sample }) {
  const messages = useMessages();
  return (
    <div className="column first-steps">
      <h2>{messages.evidence.emptyTitle}</h2>
      <p className="lead">{messages.evidence.emptyIntro}</p>
      <ol className="steps">
        {messages.evidence.emptySteps.map((step) => (
          <li key={step.title}>
            <h3>{step.title}</h3>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
      <a className="button" data-look="main" href={routes.extension}>
        <Icon name="extension" />
        {messages.evidence.pair}
      </a>
      {sample.fits() && <SampleButton sample={sample} />}
    </div>
  );
}

type ExhibitRowProps = { exhibit: StoredExhibit; supported: readonly ControlId[]; evidence: EvidencePort };

function ExhibitRow({ exhibit, supported, evidence }: ExhibitRowProps) {
  const messages = useMessages();
  const names = useControlNames();
  const { record } = exhibit;
  const most = 4;
  return (
    <li className="exhibit-row">
      <Thumbnail evidence={evidence} small={smallOf(record)} />
      <div className="exhibit-title">
        <a className="exhibit-link cut" href={routes.exhibit(exhibit.id)}>
          {exhibitTitle(record, messages.evidence.untitled)}
        </a>
        <span className="help cut only-narrow">
          {sourceOf(record, messages.evidence.file)}, <Moment at={record.provenance.capturedAt} />
        </span>
        {record.note && <span className="help cut only-wide">{record.note}</span>}
      </div>
      <span className="exhibit-host cut">{sourceOf(record, messages.evidence.file)}</span>
      <span className="exhibit-controls">
        {supported.length === 0 && <span className="faint">{messages.evidence.noControls}</span>}
        {supported.slice(0, most).map((control) => (
          <a
            key={control}
            className="tag"
            href={routes.control(control)}
            data-hint={names.find(control)?.title}
          >
            {names.referenceOf(control)}
          </a>
        ))}
        {supported.length > most && (
          <span className="help" data-hint={supported.slice(most).map(names.referenceOf).join(', ')}>
            +{supported.length - most}
          </span>
        )}
      </span>
      <span className="exhibit-when">
        <Moment at={record.provenance.capturedAt} precise />
      </span>
    </li>
  );
}

export function EvidenceScreen({ evidence, soa, sample, filter, onFilter }: EvidenceScreenProps) {
  const messages = useMessages();
  const exhibits = useWatchable(evidence.exhibits);
  const problem = useWatchable(evidence.problem);
  const arriving = useWatchable(evidence.arriving);
  const { links, names } = useWatchable(soa);
  const list = useRef<HTMLUListElement>(null);
  const supported = useMemo(() => controlsByExhibit(links, names), [links, names]);
  const shown = useMemo(
    () =>
      searchExhibits(exhibits ?? [], filter.text).filter(({ id }) => fits(filter, supported.get(id) ?? [])),
    [exhibits, filter, supported],
  );
  const controls = useMemo(() => names.inOrder(links.map(({ control }) => control)), [links, names]);

  const notice = problem && (
    <p className="notice" role="alert">
      <Icon name="warning" />
      {problem.kind === 'failed' ? problem.sentence : messages.evidence.unreadable(problem.count)}
    </p>
  );
  if (!exhibits) return notice ?? <p className="quiet-wait">{messages.exhibit.loading}</p>;
  if (exhibits.length === 0) {
    return (
      <div className="screen">
        {notice}
        {arriving.length > 0 ? <ArrivingList arriving={arriving} /> : <FirstSteps sample={sample} />}
      </div>
    );
  }

  return (
    <>
      <div className="tool-row evidence-tools">
        <SearchInput
          label={messages.evidence.search}
          value={filter.text}
          onChange={(text) => onFilter({ ...filter, text })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onFilter({ ...filter, text: '' });
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            list.current?.querySelector<HTMLElement>('a.exhibit-link')?.focus();
          }}
        />
        <SelectBox
          label={messages.evidence.filterControl}
          value={filter.control}
          onChange={(control) => onFilter({ ...filter, control })}
          options={[
            { value: 'all', label: messages.evidence.anyControl },
            { value: 'none', label: messages.evidence.unlinkedOnly },
            ...controls.map((control) => ({ value: control as string, label: names.referenceOf(control) })),
          ]}
        />
        <span className="help number shown" role="status">
          {messages.evidence.shown(shown.length, exhibits.length)}
        </span>
      </div>
      {notice}
      <div className="screen">
        <ArrivingList arriving={arriving} />
        {shown.length === 0 ? (
          <EmptyState icon="search" title={messages.evidence.nothing} hint={messages.evidence.nothingHint}>
            <button type="button" className="button" onClick={() => onFilter(noEvidenceFilter)}>
              {messages.soa.clear}
            </button>
          </EmptyState>
        ) : (
          <>
            <div className="exhibit-row exhibit-head" aria-hidden="true">
              <span />
              <span>{messages.evidence.columns.exhibit}</span>
              <span>{messages.evidence.columns.host}</span>
              <span>{messages.evidence.columns.controls}</span>
              <span>{messages.evidence.columns.captured}</span>
            </div>
            {/* The keys are a shortcut between links that Tab reaches as well. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
            <ul ref={list} aria-label={messages.evidence.list} onKeyDown={moveInList}>
              {shown.map((exhibit) => (
                <ExhibitRow
                  key={exhibit.id}
                  exhibit={exhibit}
                  supported={supported.get(exhibit.id) ?? []}
                  evidence={evidence}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}
