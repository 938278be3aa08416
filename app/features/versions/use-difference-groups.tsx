import { findClause } from '#core/catalogue/clauses.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import { thawedEntry } from '#core/soa/soa-version.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { cellWords, clauseWords } from './cell-words.ts';
import type { Differences } from './differences.ts';
import type { DifferenceGroup } from './DifferenceTable.tsx';

const linked = (href: string, reference: string, title: string | undefined) => (
  <a href={href}>
    <span className="ref">{reference}</span> {title}
  </a>
);

/** What differs, by what it belongs to and in the reader's words. `titleOf` names an exhibit. */
export function useDifferenceGroups(
  { rows, clauses, cover, records }: Differences,
  titleOf: (exhibit: string) => string,
): Record<keyof Differences, DifferenceGroup[]> {
  const messages = useMessages();
  const { versions: words, isms } = messages;
  return {
    rows: [...Map.groupBy(rows, ({ control }) => control)].flatMap(([control, cells]) => {
      const [first] = cells;
      if (!first) return [];
      const { reference, title } = nameOfRow(
        thawedEntry(first.change === 'removed' ? first.before : first.after),
      );
      return {
        id: control,
        head: linked(routes.control(control), reference, title),
        cells: cells.map(({ field, before, after }) => ({
          field: words.fields[field],
          before: cellWords(before, field, messages, titleOf),
          after: cellWords(after, field, messages, titleOf),
        })),
      };
    }),
    clauses: [...Map.groupBy(clauses, ({ clause }) => clause)].map(([clause, cells]) => ({
      id: clause,
      head: linked(routes.clause(clause), clause, findClause(clause)?.title),
      cells: cells.map(({ field, before, after }) => ({
        field: messages.clauses.history.fields[field],
        before: clauseWords(before, field, messages, titleOf),
        after: clauseWords(after, field, messages, titleOf),
      })),
    })),
    cover:
      cover.length === 0
        ? []
        : [
            {
              id: 'cover',
              head: <a href={routes.settings}>{isms.title}</a>,
              cells: cover.map(({ field, ...sides }) => ({ field: isms[field], ...sides })),
            },
          ],
    records: [...Map.groupBy(records, ({ part, id }) => `${part} ${id}`)].flatMap(([id, cells]) => {
      const [first] = cells;
      if (!first) return [];
      const { part, name, change } = first;
      const head = (
        <>
          <span className="help block">
            {words.parts[part]}
            {change !== 'changed' && `, ${words.changes[change]}`}
          </span>
          {name}
        </>
      );
      return [{ id, head, cells }];
    }),
  };
}
