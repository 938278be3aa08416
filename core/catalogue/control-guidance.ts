import type { AnnexControlId } from './control.ts';

/** A place in which proof is found: a product or a kind of record, and how to get there in it. */
type EvidencePlace = { system: string; path: string };

/** What helps with one control, in our own words; nothing here is text of the standard. */
export type ControlGuidance = {
  control: AnnexControlId;
  /** What the control wants, why, and where it ends. */
  explanation: string;
  /** What convinces an auditor, and the usual reason for a finding. */
  convinces: string;
  evidence: readonly { what: string; where: readonly EvidencePlace[] }[];
  /** What an auditor asks. */
  questions: readonly string[];
};
