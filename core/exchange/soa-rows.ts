import { themes, type ControlId, type Theme } from '../catalogue/control.ts';
import { controls } from '../catalogue/controls.ts';
import type { Applicability, ImplementationStatus, InclusionReason, SoaEntry } from '../soa/soa-entry.ts';
import { implementationStatusSchema } from '../soa/soa-entry.ts';
import type { EvidenceRow } from './evidence-index.ts';

export const applicabilityWords: Record<Applicability, string> = {
  applicable: 'Applicable',
  'not-applicable': 'Not applicable',
  inherited: 'Inherited',
  undecided: 'Undecided',
};

export const statusWords: Record<ImplementationStatus, string> = {
  unverified: 'Unverified',
  'not-implemented': 'Not implemented',
  planned: 'Planned',
  partly: 'Partly implemented',
  implemented: 'Implemented',
};

/** The letters that auditors know for the reasons of inclusion, and what they stand for. */
export const reasonLetters: readonly { reason: InclusionReason; letter: string; meaning: string }[] = [
  { reason: 'legal', letter: 'L', meaning: 'Law or regulation' },
  { reason: 'contractual', letter: 'C', meaning: 'Contract' },
  { reason: 'risk', letter: 'R', meaning: 'Result of the risk assessment' },
  { reason: 'business', letter: 'B', meaning: 'Business need or good practice' },
];

/** A control's row as the exported Statement of Applicability shows it. */
export type SoaRow = {
  control: ControlId;
  title: string;
  theme: Theme;
  entry: SoaEntry;
  /** The linked exhibits within the exported set, in the order of their numbers. */
  evidence: EvidenceRow[];
  /** Ids that the entry links to and the exported set does not hold, for example because another device has them. */
  missing: string[];
  /** Capture time of the newest linked exhibit, ISO 8601 in UTC; empty without evidence. */
  newest: string;
};

/** The 93 rows in the order of Annex A. Throws unless `entries` has each control exactly once. */
export function soaRows(entries: readonly SoaEntry[], evidence: readonly EvidenceRow[]): SoaRow[] {
  const entryOf = new Map(entries.map((entry) => [entry.control, entry]));
  if (entries.length !== controls.length || entryOf.size !== controls.length) {
    throw new Error(
      `soaRows: expected ${controls.length} entries, one for each control; got ${entries.length}.`,
    );
  }
  return controls.map(({ id, title, theme }) => {
    const entry = entryOf.get(id);
    if (!entry) throw new Error(`soaRows: no entry for ${id}.`);
    const linked = new Set(entry.exhibits);
    const held = evidence.filter((row) => linked.has(row.id));
    const heldIds = new Set(held.map((row) => row.id));
    const missing = [...linked].filter((exhibit) => !heldIds.has(exhibit)).toSorted();
    return {
      control: id,
      title,
      theme,
      entry,
      evidence: held,
      missing,
      newest: held.at(-1)?.capturedAt ?? '',
    };
  });
}

/** The evidence of a row in words: its numbers, and the ids of what is linked but not in the exported set. */
export const evidenceWords = (row: SoaRow): string =>
  [...row.evidence.map(({ number }) => number), ...row.missing.map((id) => `not in this export: ${id}`)].join(
    '\n',
  );

export type ThemeTotals = {
  theme: (typeof themes)[number];
  total: number;
  counts: Record<Applicability, number>;
};
export type StatusTotals = {
  status: ImplementationStatus;
  total: number;
  counts: Record<Applicability, number>;
};

function countByApplicability(rows: readonly SoaRow[]): Record<Applicability, number> {
  const counts = { undecided: 0, applicable: 0, 'not-applicable': 0, inherited: 0 };
  for (const row of rows) counts[row.entry.applicability] += 1;
  return counts;
}

/** How many controls each theme has and how they were decided. */
export const totalsByTheme = (rows: readonly SoaRow[]): ThemeTotals[] =>
  themes.map((theme) => {
    const own = rows.filter((row) => row.theme === theme.id);
    return { theme, total: own.length, counts: countByApplicability(own) };
  });

/** How many controls have each status and how those were decided. */
export const totalsByStatus = (rows: readonly SoaRow[]): StatusTotals[] =>
  implementationStatusSchema.options.map((status) => {
    const own = rows.filter((row) => row.entry.status === status);
    return { status, total: own.length, counts: countByApplicability(own) };
  });

/** Applicability in the order of the exported tables. */
export const applicabilityOrder: readonly Applicability[] = [
  'applicable',
  'not-applicable',
  'undecided',
  'inherited',
];
