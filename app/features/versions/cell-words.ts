import type { ClauseField, SoaField } from '#core/soa/compare-soa.ts';
import type { FrozenClause } from '#core/soa/frozen-clause.ts';
import type { FrozenEntry } from '#core/soa/soa-version.ts';
import { formatCalendarDate } from '../../messages/format.ts';
import type { Messages } from '../../messages/en.ts';

const dated = (date: string) => date && formatCalendarDate(date);

/** What stands in a cell, in the reader's words; empty when nothing does. `titleOf` names an exhibit. */
export function cellWords(
  entry: FrozenEntry,
  field: SoaField,
  messages: Messages,
  titleOf: (exhibit: string) => string,
): string {
  switch (field) {
    case 'applicability':
      return messages.applicability.long[entry.applicability];
    case 'status':
      return messages.status[entry.status];
    case 'reasons':
    case 'derivedReasons':
      return entry[field].map((reason) => messages.reasons[reason].word).join(', ');
    case 'maturity':
      return messages.rowMore.maturities[entry.maturity] ?? String(entry.maturity);
    case 'plannedFor':
    case 'lastReview':
      return dated(entry[field]);
    case 'risks':
      return entry.risks
        .map(({ reference, title, open }) =>
          [reference, title, open && `(${messages.versions.openRisk})`].filter(Boolean).join(' '),
        )
        .join('\n');
    case 'obligations':
      return entry.obligations
        .map(({ name, reason }) => `${name} (${messages.reasons[reason].word})`)
        .join('\n');
    case 'provider':
      return entry.provider
        ? [entry.provider.name, entry.provider.report, dated(entry.provider.reportDate)]
            .filter(Boolean)
            .join(', ')
        : '';
    case 'exhibits':
      return entry.exhibits.map(titleOf).join('\n');
    case 'reference':
    case 'title':
    case 'source':
    case 'description':
      return entry.custom?.[field] ?? '';
    case 'justification':
    case 'implementation':
    case 'remarks':
    case 'owner':
    case 'reviewer':
      return entry[field];
  }
}

/** What stands in a clause's cell, in the reader's words; empty when nothing does. `titleOf` names an exhibit. */
export function clauseWords(
  entry: FrozenClause,
  field: ClauseField,
  messages: Messages,
  titleOf: (exhibit: string) => string,
): string {
  switch (field) {
    case 'status':
      return messages.clauses.states[entry.status];
    case 'documents':
      return entry.documents.map(({ title, place }) => (place ? `${title} (${place})` : title)).join('\n');
    case 'exhibits':
      return entry.exhibits.map(titleOf).join('\n');
    case 'how':
    case 'owner':
      return entry[field];
  }
}
