/** What stays of records and rows in a pack that leaves parts of them out. */
import type { ExhibitRecord, FileRole } from '../evidence/exhibit.ts';
import type { CheckedSignature } from '../signing/checked-signature.ts';
import type { ClauseEntry } from '../soa/clause-entry.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import type { LeftOut } from './pack-scope.ts';

const originals: readonly FileRole[] = ['original', 'stamped', 'preview'];

/** Whether files of this role are not in the pack. */
export const isFileLeftOut = (role: FileRole, leftOut: readonly LeftOut[]): boolean =>
  leftOut.includes(originals.includes(role) ? 'originals' : 'texts');

/**
 * Whether records have blanks. Such a record is `record-shown.json`: its hash is not the sealed one, which the manifest still names. Nothing
 * in it is proved but by the pack's own signature.
 */
export const hasBlanks = (leftOut: readonly LeftOut[]): boolean =>
  leftOut.includes('texts') || leftOut.includes('names');

/** The file's name that a record has in the pack. */
export const recordName = (leftOut: readonly LeftOut[]): string =>
  hasBlanks(leftOut) ? 'record-shown.json' : 'record.json';

/** The record with blanks where something is left out; the same record where nothing is. */
export function shownRecord(record: ExhibitRecord, leftOut: readonly LeftOut[]): ExhibitRecord {
  const withoutTexts = leftOut.includes('texts') ? withoutPageTexts(record) : record;
  return leftOut.includes('names') ? withoutNames(withoutTexts) : withoutTexts;
}

function withoutPageTexts(record: ExhibitRecord): ExhibitRecord {
  const { reading, doubleTake } = record;
  return {
    ...record,
    proposals: record.proposals.map((proposal) => ({ ...proposal, passage: '', words: [] })),
    reading: {
      ...reading,
      ...(reading.agreement && { agreement: { ...reading.agreement, differences: [] } }),
    },
    ...(doubleTake && { doubleTake: { ...doubleTake, changes: [] } }),
  };
}

function withoutNames(record: ExhibitRecord): ExhibitRecord {
  const { account: _, ...provenance } = record.provenance;
  return {
    ...record,
    provenance: { ...provenance, collectedBy: '' },
    ...(record.redactions && { redactions: record.redactions.map((one) => ({ ...one, by: '' })) }),
  };
}

const unclaimed = <Claimed extends { by: string }>(claims: readonly Claimed[]): Claimed[] =>
  claims.map((claim) => ({ ...claim, by: '' }));

/** The row with blanks for people, where those are left out. */
export const shownEntry = (entry: SoaEntry, leftOut: readonly LeftOut[]): SoaEntry =>
  leftOut.includes('names')
    ? {
        ...entry,
        owner: '',
        reviewer: '',
        contested: {
          applicability: unclaimed(entry.contested.applicability),
          status: unclaimed(entry.contested.status),
        },
      }
    : entry;

/** What is said of a clause, with blanks for people where those are left out. */
export const shownClause = (entry: ClauseEntry, leftOut: readonly LeftOut[]): ClauseEntry =>
  leftOut.includes('names')
    ? { ...entry, owner: '', contested: { status: unclaimed(entry.contested.status) } }
    : entry;

/** The approval without its signer's name. */
export const unnamedApproval = (approval: CheckedSignature): CheckedSignature => ({
  ...approval,
  member: '(left out)',
  holder: approval.holder.kind === 'member' ? { ...approval.holder, member: '(left out)' } : approval.holder,
});
