import type { CSSProperties } from 'react';
import type { InclusionReason } from '#core/soa/soa-entry.ts';
import type { SoaColumn } from '#core/soa/soa-view.ts';
import { soaColumns, usualLook } from '#core/soa/soa-view.ts';

export const reasons: readonly InclusionReason[] = ['legal', 'contractual', 'risk', 'business'];

/** A cell that the keyboard visits. The reasons are four of them. */
export type SoaCellName = 'title' | InclusionReason | Exclude<SoaColumn, 'reasons'>;

/** The columns in the order in which they stand, whatever order they were chosen in. */
export const inOrder = (columns: readonly SoaColumn[]): SoaColumn[] =>
  soaColumns.filter((column) => columns.includes(column));

/** The cells that the keyboard visits, from left to right. */
export const cellNames = (columns: readonly SoaColumn[]): SoaCellName[] => [
  'title',
  ...columns.flatMap((column): readonly SoaCellName[] => (column === 'reasons' ? reasons : [column])),
];

const prose = 'minmax(140px, 1fr)';
// The last reason has room to its right, so that the four read as one.
const widths: Record<SoaColumn, string> = {
  applicability: '116px',
  reasons: 'repeat(3, 29px) 41px',
  justification: prose,
  status: '150px',
  plannedFor: '112px',
  implementation: prose,
  maturity: '120px',
  owner: '132px',
  reviewer: '132px',
  lastReview: '112px',
  evidence: '128px',
  remarks: prose,
};
const phoneWidths: Partial<Record<SoaColumn, string>> = {
  applicability: '32px',
  status: '32px',
  evidence: '44px',
};

/** How wide the columns are, as variables for the style sheet. Chosen ones that do not fit are scrolled to; the usual ones make room. */
export function columnStyle(columns: readonly SoaColumn[]): CSSProperties {
  const usual = columns.join() === usualLook.columns.join();
  const row = (first: string, given: Partial<Record<SoaColumn, string>>) =>
    [first, ...columns.flatMap((column) => given[column] ?? [])].join(' ');
  const wide = row('66px minmax(150px, 1fr)', widths);
  const { owner: _owner, ...middle } = { ...widths, evidence: '70px' };
  const { reasons: _reasons, ...narrow } = { ...middle, applicability: '112px', evidence: '56px' };
  const least = columns.reduce(
    (sum, column) =>
      sum + (column === 'reasons' ? 128 : Number.parseInt(widths[column].replace(/\D*/, ''), 10)),
    236,
  );
  return {
    '--wide': wide,
    '--middle': usual ? row('66px minmax(150px, 1fr)', middle) : wide,
    '--narrow': usual ? row('60px minmax(110px, 1fr)', narrow) : wide,
    '--phone': row('54px minmax(0, 1fr)', phoneWidths),
    '--least': usual ? '0' : `${least}px`,
    // React's type knows no variables.
  } as CSSProperties;
}

export const isUsual = (columns: readonly SoaColumn[]): boolean =>
  columns.join() === usualLook.columns.join();
