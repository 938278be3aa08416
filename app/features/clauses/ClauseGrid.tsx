import { clauses, findClause } from '#core/catalogue/clauses.ts';
import type { ClauseEntry } from '#core/soa/clause-entry.ts';
import { RecordGrid } from '../../components/RecordGrid.tsx';
import { formatNumber } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { ClauseStatusMark } from './ClauseMark.tsx';

type ClauseGridProps = {
  /** The parts to show. */
  shown: readonly ClauseEntry[];
  all: readonly ClauseEntry[];
  selected: string | undefined;
};

const columns = ['title', 'status', 'owner', 'proof'] as const;
const chapters = clauses.filter(({ clause }) => !clause.includes('.'));
const inChapter = (chapter: string) => (entry: ClauseEntry) => entry.clause.startsWith(`${chapter}.`);

/** Each part of clauses 4 to 10 as a row below its chapter. */
export function ClauseGrid({ shown, all, selected }: ClauseGridProps) {
  const { clauses: words } = useMessages();
  const lists = chapters
    .map(({ clause, title }) => ({ clause, title, rows: shown.filter(inChapter(clause)) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <RecordGrid
      className="clause-grid"
      label={words.list}
      describedBy="clause-keys"
      rows={shown.map(({ clause }) => clause)}
      columns={columns}
      rowCount={shown.length + lists.length + 1}
      selected={selected}
      onOpen={(clause, how) => goTo(routes.clause(clause), how)}
      onClose={() => goTo(routes.clauses)}
      onKey={() => false}
    >
      {(active) => (
        <>
          <div role="rowgroup" className="grid-head">
            <div role="row" className="grid-row clause-row" aria-rowindex={1}>
              <div role="columnheader" className="ref">
                {words.columns.ref}
              </div>
              <div role="columnheader" className="title">
                {words.columns.title}
              </div>
              <div role="columnheader">{words.status}</div>
              <div role="columnheader" className="owner-cell">
                {words.owner}
              </div>
              <div role="columnheader" className="proof">
                {words.columns.proof}
              </div>
            </div>
          </div>
          {lists.map(({ clause, title, rows }, at) => {
            const own = all.filter(inChapter(clause));
            // Below the header and, for each chapter before, its title and its rows.
            const first = 2 + lists.slice(0, at).reduce((sum, list) => sum + 1 + list.rows.length, 0);
            return (
              <div role="rowgroup" key={clause} aria-label={words.chapter(clause, title)}>
                <div role="row" className="soa-theme" aria-rowindex={first}>
                  <div role="gridcell" aria-colspan={columns.length + 1}>
                    <span className="name">{words.chapter(clause, title)}</span>
                    <span className="help number">
                      {words.met(own.filter(({ status }) => status === 'met').length, own.length)}
                    </span>
                  </div>
                </div>
                {rows.map((entry, row) => (
                  <ClauseRow
                    key={entry.clause}
                    entry={entry}
                    rowIndex={first + 1 + row}
                    selected={selected === entry.clause}
                    active={active?.row === entry.clause ? active.column : undefined}
                  />
                ))}
              </div>
            );
          })}
        </>
      )}
    </RecordGrid>
  );
}

type ClauseRowProps = {
  entry: ClauseEntry;
  rowIndex: number;
  selected: boolean;
  /** The cell that Tab reaches, when it is in this row. */
  active: string | undefined;
};

function ClauseRow({ entry, rowIndex, selected, active }: ClauseRowProps) {
  const { clauses: words } = useMessages();
  const { clause } = entry;
  const title = findClause(clause)?.title ?? '';
  const place = (column: (typeof columns)[number]) => ({
    href: routes.clause(clause),
    'data-cell': `${clause}:${column}`,
    tabIndex: active === column ? 0 : -1,
  });
  const proofs = entry.documents.length + entry.exhibits.length;
  return (
    <div
      role="row"
      className="grid-row clause-row"
      aria-rowindex={rowIndex}
      aria-current={selected}
      data-row={clause}
    >
      <div role="gridcell" className="ref">
        {clause}
      </div>
      <div role="rowheader" className="title">
        <a className="cut" aria-label={words.open(clause, title)} {...place('title')}>
          {title}
        </a>
      </div>
      <div role="gridcell">
        <a className="cell-button" {...place('status')}>
          <span className="hidden-words">{words.cellOf(clause, words.status)} </span>
          <ClauseStatusMark entry={entry} />
        </a>
      </div>
      <div role="gridcell" className="owner-cell">
        <a className="cell-button" {...place('owner')}>
          <span className="hidden-words">{words.cellOf(clause, words.owner)} </span>
          {entry.owner ? <span className="cut">{entry.owner}</span> : <Nothing word={words.nobody} />}
        </a>
      </div>
      <div role="gridcell" className="proof">
        <a className="cell-button" {...place('proof')}>
          <span className="hidden-words">{words.cellOf(clause, words.columns.proof)} </span>
          {proofs > 0 ? (
            <span className="count number">{formatNumber(proofs)}</span>
          ) : (
            <Nothing word={words.none} />
          )}
        </a>
      </div>
    </div>
  );
}

const Nothing = ({ word }: { word: string }) => (
  <>
    <span className="hidden-words">{word}</span>
    <span className="faint" aria-hidden="true">
      –
    </span>
  </>
);
