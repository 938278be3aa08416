import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import type { Applicability, ImplementationStatus, SoaEntry } from '#core/soa/soa-entry.ts';
import { implementationStatusSchema } from '#core/soa/soa-entry.ts';
import type { SoaFilter } from '#core/soa/soa-view.ts';
import { noFilter } from '#core/soa/soa-view.ts';
import { isNoFilter } from './soa-filter.ts';
import type { CommentThread } from '#core/workspace/soa-comments.ts';
import type { SoaView } from '#core/workspace/soa-views.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { ChoiceMenu } from '../../components/lazy-overlays.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { Comments } from '../../services/comment-projection.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { Mentions } from '../../services/mentions.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { Sample } from '../../services/sample.ts';
import type { LookService } from '../../services/soa-looks.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { Watchable } from '../../services/watchable.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { PeopleOptions } from '../team/PeopleOptions.tsx';
import { useCalm } from '../use-calm.ts';
import { SampleButton } from '../sample/SampleButton.tsx';
import { localDay } from '../local-day.ts';
import { BulkBar } from './BulkBar.tsx';
import { SoaGrid } from './SoaGrid.tsx';
import { SoaPanel, decisions } from './SoaPanel.tsx';
import { SoaToolbar } from './SoaToolbar.tsx';
import type { SoaActions } from './soa-actions.ts';
import { peopleOf } from './people.ts';
import { useCellClipboard } from './use-cell-clipboard.ts';
import { useSoaRows } from './use-soa-rows.ts';
import './soa.css';

const AddCustomDialog = lazy(async () => ({
  default: (await import('./AddCustomDialog.tsx')).AddCustomDialog,
}));
const PasteDialog = lazy(async () => ({ default: (await import('./PasteDialog.tsx')).PasteDialog }));

type SoaScreenProps = {
  doc: Y.Doc;
  soa: Watchable<SoaProjection>;
  registers: Watchable<Registers>;
  comments: Watchable<Comments>;
  mentions: Mentions;
  team: TeamPort;
  views: Watchable<readonly SoaView[]>;
  look: LookService;
  preferences: PreferencesService;
  evidence: EvidencePort;
  actions: SoaActions;
  filter: SoaFilter;
  onFilter: (filter: SoaFilter) => void;
  sample: Sample;
  now: () => Date;
  /** The control whose details are open. */
  selected: ControlId | undefined;
};

const noExhibits: readonly StoredExhibit[] = [];
const noThreads: readonly CommentThread[] = [];

type OpenMenu = { kind: 'applicability' | 'status'; entry: SoaEntry; anchor: HTMLElement };

export function SoaScreen(props: SoaScreenProps) {
  const { doc, soa, registers, evidence, actions, filter, onFilter, sample, now, selected } = props;
  const messages = useMessages();
  const { locked } = messages.team;
  const mayEdit = useMayEdit();
  const rows = useCalm(soa);
  const { entries, links, names } = rows;
  const exhibits = useWatchable(evidence.exhibits);
  const allRegisters = useWatchable(registers);
  const { supplier: suppliers, customControls } = allRegisters;
  const [menu, setMenu] = useState<OpenMenu>();
  const [isAdding, setIsAdding] = useState(false);
  const [marks, setMarks] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);
  const comments = useWatchable(props.comments);
  const team = useWatchable(props.team.state);
  const look = useWatchable(props.look);
  const views = useWatchable(props.views);
  const { memberName: me } = useWatchable(props.preferences);
  const { shown, found, newestByControl } = useSoaRows({
    soa: rows,
    exhibits,
    comments,
    me,
    filter,
    look,
    today: localDay(now()),
  });
  // What a filter hides is not edited unseen.
  const marked = useMemo(
    () => new Set(shown.map(({ control }) => control).filter((control) => marks.has(control))),
    [shown, marks],
  );
  const owners = useMemo(() => [...new Set(entries.map(({ owner }) => owner).filter(Boolean))], [entries]);
  // Asked for where somebody writes a comment; the whole document is read for it.
  const people = useMemo(
    () => (selected ? peopleOf(entries, links, allRegisters, comments, team) : []),
    [selected, entries, links, allRegisters, comments, team],
  );
  const { mentions } = props;
  useEffect(() => {
    if (selected) mentions.markSeen(selected);
  }, [mentions, selected, comments]);
  const openMenu = useCallback(
    (kind: OpenMenu['kind'], entry: SoaEntry, anchor: HTMLElement) =>
      mayEdit ? setMenu({ kind, entry, anchor }) : actions.say(locked),
    [mayEdit, actions, locked],
  );

  const add = useCallback(
    () => (mayEdit ? setIsAdding(true) : actions.say(locked)),
    [mayEdit, actions, locked],
  );

  const onSearchKey = useCallback(
    (event: KeyboardEvent) => {
      if (event.key === 'Escape') onFilter({ ...filter, text: '' });
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      event.preventDefault();
      document.querySelector<HTMLElement>('.soa-grid [data-cell$=":title"]')?.focus();
    },
    [filter, onFilter],
  );

  const clipboard = useCellClipboard({ shown, marked, columns: look.columns, say: actions.say });
  const at = shown.findIndex(({ control }) => control === selected);
  const entry = entries.find(({ control }) => control === selected);
  // Where nothing else is asked for, and no row of the group could answer.
  const offersCustom =
    customControls.length === 0 &&
    isNoFilter({ ...filter, theme: filter.theme === 'custom' ? 'all' : filter.theme });

  return (
    <div className="record-place" data-open={selected !== undefined}>
      <div className="record-list">
        <SoaToolbar
          all={entries}
          shown={shown.length}
          found={found}
          filter={filter}
          onFilter={onFilter}
          views={views}
          look={look}
          onLook={props.look.set}
          actions={actions}
          search={search}
          onSearchKey={onSearchKey}
        />
        {sample.fits() && (
          <div className="start-hint">
            <p>{messages.sample.start}</p>
            <SampleButton sample={sample} />
          </div>
        )}
        {marked.size > 0 && (
          <BulkBar controls={[...marked]} actions={actions} onClear={() => setMarks(new Set())} />
        )}
        <div className="record-scroll" onPaste={clipboard.onPaste} onCopy={clipboard.onCopy}>
          {shown.length === 0 && !offersCustom ? (
            <EmptyState icon="search" title={messages.soa.nothing} hint={messages.soa.nothingHint}>
              <button type="button" className="button" onClick={() => onFilter(noFilter)}>
                {messages.soa.clear}
              </button>
            </EmptyState>
          ) : (
            <SoaGrid
              entries={shown}
              all={entries}
              selected={selected}
              offersCustom={offersCustom}
              onAdd={add}
              marked={marked}
              onMark={setMarks}
              newestByControl={newestByControl}
              found={found}
              comments={comments}
              look={look}
              onLook={props.look.set}
              actions={actions}
              onMenu={openMenu}
            />
          )}
          <p id="soa-grid-help" className="hidden-words">
            {messages.soa.gridHelp}
          </p>
        </div>
      </div>
      <PeopleOptions names={owners} me={me} />
      {entry && (
        <SoaPanel
          name={names.find(entry.control) ?? nameOfRow(entry)}
          entry={entry}
          rules={found.get(entry.control) ?? []}
          threads={comments.get(entry.control) ?? noThreads}
          people={people}
          me={me}
          doc={doc}
          suppliers={suppliers}
          previous={at > 0 ? shown[at - 1]?.control : undefined}
          next={at >= 0 ? shown[at + 1]?.control : shown[0]?.control}
          links={links}
          exhibits={exhibits ?? noExhibits}
          evidence={evidence}
          actions={actions}
        />
      )}
      {isAdding && (
        <Suspense fallback={null}>
          <AddCustomDialog
            customControls={customControls}
            actions={actions}
            onClose={() => setIsAdding(false)}
          />
        </Suspense>
      )}
      {clipboard.pasted && (
        <Suspense fallback={null}>
          <PasteDialog
            request={clipboard.pasted}
            doc={doc}
            suppliers={suppliers}
            actions={actions}
            onClose={clipboard.forget}
          />
        </Suspense>
      )}
      {menu?.kind === 'applicability' && (
        <ChoiceMenu<Applicability>
          anchor={menu.anchor}
          label={`${nameOfRow(menu.entry).reference} ${messages.row.applicability}`}
          value={menu.entry.contested.applicability.length > 0 ? undefined : menu.entry.applicability}
          options={decisions.map((option) => choice(option, messages.applicability.long[option]))}
          onChoose={(value) => actions.setApplicability(menu.entry.control, value)}
          onClose={() => setMenu(undefined)}
        />
      )}
      {menu?.kind === 'status' && (
        <ChoiceMenu<ImplementationStatus>
          anchor={menu.anchor}
          label={`${nameOfRow(menu.entry).reference} ${messages.row.status}`}
          value={menu.entry.contested.status.length > 0 ? undefined : menu.entry.status}
          options={implementationStatusSchema.options.map((option) =>
            choice(option, messages.status[option]),
          )}
          onChoose={(value) => actions.setStatus(menu.entry.control, value)}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

const choice = <Value extends Applicability | ImplementationStatus>(value: Value, word: string) => ({
  value,
  word,
  mark: <StateMark value={value} word={word} />,
});
