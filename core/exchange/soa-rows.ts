import { controlGroups, type ControlGroup, type ControlId } from '../catalogue/control.ts';
import { controlNames } from '../catalogue/control-name.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
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
  /** What people read in place of the id: `A.8.5`, `PCI-8.3.6`. */
  reference: string;
  title: string;
  group: ControlGroup;
  entry: SoaEntry;
  /** The linked exhibits within the exported set, in the order of their numbers. */
  evidence: EvidenceRow[];
  /** Ids that the entry links to and the exported set does not hold, for example because another device has them. */
  missing: string[];
  /** Capture time of the newest linked exhibit, ISO 8601 in UTC; empty without evidence. */
  newest: string;
};

/** The custom controls that rows bring with them. */
export const customControlsIn = (entries: readonly Pick<SoaEntry, 'custom'>[]): CustomControl[] =>
  entries.flatMap(({ custom }) => custom ?? []);

/** The 93 rows in the order of Annex A, then custom controls. Throws unless `entries` has each of the 93 and no control twice. */
export function soaRows(entries: readonly SoaEntry[], evidence: readonly EvidenceRow[]): SoaRow[] {
  const entryOf = new Map(entries.map((entry) => [entry.control, entry]));
  const { all } = controlNames(customControlsIn(entries));
  if (entries.length !== all.length || entryOf.size !== all.length) {
    throw new Error(`soaRows: expected ${all.length} entries, one for each control; got ${entries.length}.`);
  }
  return all.map(({ id, reference, title, group }) => {
    const entry = entryOf.get(id);
    if (!entry) throw new Error(`soaRows: no entry for ${id}.`);
    const linked = new Set(entry.exhibits);
    const held = evidence.filter((row) => linked.has(row.id));
    const heldIds = new Set(held.map((row) => row.id));
    const missing = [...linked].filter((exhibit) => !heldIds.has(exhibit)).toSorted();
    return {
      control: id,
      reference,
      title,
      group,
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

export type GroupTotals = {
  group: (typeof controlGroups)[number];
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

/** How many controls each theme has and how they were decided; custom controls below, where there are any. */
export const totalsByGroup = (rows: readonly SoaRow[]): GroupTotals[] =>
  controlGroups.flatMap((group) => {
    const own = rows.filter((row) => row.group === group.id);
    if (group.id === 'custom' && own.length === 0) return [];
    return [{ group, total: own.length, counts: countByApplicability(own) }];
  });

/** `A.5 Organizational`, `Custom controls`. */
export const groupTitle = ({ clause, title }: (typeof controlGroups)[number]): string =>
  `${clause} ${title}`.trim();

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
