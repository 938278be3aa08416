import type { RiskCriteria } from '#core/risks/criteria.ts';
import type { Applicability, ImplementationStatus } from '#core/soa/soa-entry.ts';
import type { Treatment } from '#core/risks/risk.ts';
import type { Messages } from '../../messages/en.ts';
import { formatCalendarDate } from '../../messages/format.ts';

/** The field's name; what no catalogue knows stands for itself. */
export const fieldName = (field: string, { import: words }: Messages): string =>
  (words.fields as Readonly<Record<string, string>>)[field] ?? field;

const linkFields = new Set(['risks', 'obligations', 'exhibits']);
const dateFields = new Set(['action:due', 'plannedFor', 'lastReview', 'reviewOn', 'reportDate']);

function stepWords(field: string, value: string, criteria: RiskCriteria): string {
  const part = field.endsWith('likelihood') ? 'likelihood' : 'consequence';
  return `${value} ${criteria[part][Number(value) - 1]?.label ?? ''}`.trim();
}

/** What a value of an import is called on other screens; empty for nothing. */
export function valueWords(field: string, value: string, messages: Messages, criteria: RiskCriteria): string {
  const { import: words } = messages;
  if (field.startsWith('reason:') || field === 'removed' || field === 'action:done')
    return value === 'yes' ? words.yes : words.no;
  if (value === '') return '';
  // The codes come from core's own parsers, which know no others.
  if (field === 'applicability') return messages.applicability.long[value as Applicability];
  if (field === 'status') return messages.status[value as ImplementationStatus];
  if (field === 'treatment') return messages.risks.treatments[value as Treatment];
  if (field === 'maturity') return messages.rowMore.maturities[Number(value)] ?? value;
  if (dateFields.has(field)) return formatCalendarDate(value);
  if (/^(inherent|residual):/.test(field)) return stepWords(field, value, criteria);
  // Each line is an id and a name; the id is for the machine.
  if (linkFields.has(field)) return value.replace(/^\S+ /gm, '');
  if (field === 'acceptance') {
    const [owner = '', likelihood = '', consequence = '', version = '', by = ''] = value.split('\n');
    const step = (part: 'likelihood' | 'consequence', at: string) => stepWords(part, at, criteria);
    return words.acceptance(
      owner,
      step('likelihood', likelihood),
      step('consequence', consequence),
      version,
      by,
    );
  }
  return value;
}
