import { hasAttributes } from '#core/catalogue/attributes.ts';
import type { ControlId } from '#core/catalogue/control.ts';
import { customFields } from '#core/catalogue/custom-control.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import { searchControls } from '#core/catalogue/find-control.ts';
import { lintSoa, type Finding, type RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { isIncluded } from '#core/soa/soa-entry.ts';
import type { SoaFilter } from '#core/soa/soa-view.ts';
import { noFilter } from '#core/soa/soa-view.ts';
import type { CommentThread } from '#core/workspace/soa-comments.ts';
import type { Comments } from '../../services/comment-projection.ts';

/** Whether the filter lets everything pass. */
export const isNoFilter = (filter: SoaFilter): boolean => JSON.stringify(filter) === JSON.stringify(noFilter);

/** What rows are judged by besides themselves. */
export type FilterContext = {
  /** The rules that found each row. */
  found: ReadonlyMap<string, readonly RuleId[]>;
  comments: Comments;
  /** This member's name; empty until it is entered. */
  me: string;
};

/** Words of the control (as the catalogue's search understands them), or any part of owner, justification or a custom control's own words. */
function textTest(text: string): (entry: SoaEntry) => boolean {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return () => true;
  const byCatalogue = new Set<string>(searchControls(wanted).map(({ id }) => id));
  return ({ control, custom, owner, justification }) =>
    byCatalogue.has(control) ||
    [owner, justification, ...customFields.map((field) => custom?.[field] ?? '')].some((said) =>
      said.toLocaleLowerCase().includes(wanted),
    );
}

/** The rules that found each row, in their order; a row without findings is not there. */
export const rulesByControl = (findings: readonly Finding[]): ReadonlyMap<string, readonly RuleId[]> =>
  new Map(
    [...Map.groupBy(findings, ({ control }) => control)].map(([control, own]) => [
      control,
      own.map(({ rule }) => rule),
    ]),
  );

/** The threads of a row that are not resolved. */
export const openThreads = (comments: Comments, control: ControlId): CommentThread[] =>
  (comments.get(control) ?? []).filter(({ resolved }) => !resolved);

const calls = (threads: readonly CommentThread[], me: string) =>
  me !== '' && threads.some((thread) => thread.comments.some(({ mentions }) => mentions.includes(me)));

/** The rows that fit, in the order given. */
export function filterSoa(
  entries: readonly SoaEntry[],
  filter: SoaFilter,
  { found, comments, me }: FilterContext,
): SoaEntry[] {
  const fitsText = textTest(filter.text);
  const isFound = ({ control }: SoaEntry) => {
    const rules = found.get(control) ?? [];
    return filter.rule === 'any' ? rules.length > 0 : rules.some((rule) => rule === filter.rule);
  };
  const isDiscussed = ({ control }: SoaEntry) => {
    const threads = openThreads(comments, control);
    return filter.comments === 'mine' ? calls(threads, me) : threads.length > 0;
  };
  return entries.filter(
    (entry) =>
      (filter.theme === 'all' || nameOfRow(entry).group === filter.theme) &&
      (filter.applicability === 'all' || entry.applicability === filter.applicability) &&
      (filter.status === 'all' || entry.status === filter.status) &&
      (filter.owners.length === 0 || filter.owners.includes(entry.owner)) &&
      hasAttributes(entry.control, filter.attributes) &&
      (!filter.withoutEvidence || entry.exhibits.length === 0) &&
      (filter.rule === 'all' || isFound(entry)) &&
      (filter.comments === 'all' || isDiscussed(entry)) &&
      fitsText(entry),
  );
}

export type SoaCounts = {
  all: number;
  decided: number;
  applicable: number;
  implemented: number;
  proven: number;
};

/** `proven` counts rows with at least one exhibit; `implemented` and `proven` only those that are not excluded. */
export function countSoa(entries: readonly SoaEntry[]): SoaCounts {
  const included = entries.filter((entry) => entry.applicability !== 'not-applicable');
  return {
    all: entries.length,
    decided: entries.filter((entry) => entry.applicability !== 'undecided').length,
    applicable: entries.filter(isIncluded).length,
    implemented: included.filter((entry) => entry.status === 'implemented').length,
    proven: included.filter((entry) => entry.exhibits.length > 0).length,
  };
}

/** What an auditor would ask about first, as counts; a zero means nothing to ask. */
export function openQuestions(entries: readonly SoaEntry[], exhibitIds: readonly string[]) {
  const linked = new Set(entries.flatMap((entry) => entry.exhibits));
  // These rules ask neither for the day nor for the age of the evidence.
  const findings = lintSoa(entries, { today: '', newestEvidence: new Map() });
  const count = (wanted: RuleId) => findings.filter(({ rule }) => rule === wanted).length;
  return {
    contested: count('contested'),
    undecided: count('undecided'),
    noReason: count('included-without-reason'),
    noWhy: count('excluded-without-justification'),
    noProof: count('implemented-without-evidence'),
    unlinked: exhibitIds.filter((id) => !linked.has(id)).length,
  };
}
