/** The SoA and the risk register for programs. */
import type { EvidenceRow } from '../exchange/evidence-index.ts';
import { reasonLetters, type SoaRow } from '../exchange/soa-rows.ts';
import { standard, type SoaExport } from '../exchange/soa-xlsx.ts';
import type { ExportedVersion } from '../exchange/version-facts.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { ClauseEntry } from '../soa/clause-entry.ts';

/**
 * Cover, clauses and the SoA. A custom control has its id for `control`, `custom` for a theme, and says where it is from and what it asks
 * for. `evidence` pairs the number in this pack with the exhibit's lasting id.
 */
export function soaJson(input: SoaExport, rows: readonly SoaRow[], index: readonly EvidenceRow[]) {
  const { organization, workspaceName, generatedAt, scope, approver, version, clauses, comments } = input;
  return {
    format: 'exhibit-soa/1',
    standard,
    organization,
    workspaceName,
    generatedAt,
    ...(scope && { scope }),
    ...(version ? { version: versionJson(version) } : approver && { approver }),
    ...(comments && { comments }),
    ...(clauses && { clauses: clauses.map((entry) => clauseJson(entry, index)) }),
    entries: rows.map(({ entry, reference, title, group, evidence, missing }) => ({
      control: entry.control,
      reference,
      title,
      theme: group,
      ...(entry.custom && { source: entry.custom.source, description: entry.custom.description }),
      applicability: entry.applicability,
      reasons: reasonLetters.map(({ reason }) => reason).filter((reason) => entry.reasons.includes(reason)),
      justification: entry.justification,
      status: entry.status,
      derivedReasons: entry.derivedReasons,
      risks: entry.risks.map(({ id, reference }) => ({ id, reference })),
      obligations: entry.obligations.map(({ id, name }) => ({ id, name })),
      provider: entry.provider ?? null,
      plannedFor: entry.plannedFor,
      implementation: entry.implementation,
      maturity: entry.maturity,
      owner: entry.owner,
      reviewer: entry.reviewer,
      lastReview: entry.lastReview,
      remarks: entry.remarks,
      contested: entry.contested,
      evidence: evidence.map(({ number, id }) => ({ number, id })),
      notInThisPack: missing,
    })),
  };
}

/** What the cover says of the frozen version. */
const versionJson = ({ label, sha256, version }: ExportedVersion) => ({
  label,
  sha256,
  reason: version.reason,
  approver: version.approver,
  frozenAt: version.frozenAt,
  frozenBy: version.frozenBy,
});

const clauseJson = ({ exhibits, ...entry }: ClauseEntry, index: readonly EvidenceRow[]) => ({
  ...entry,
  evidence: index.filter(({ id }) => exhibits.includes(id)).map(({ number, id }) => ({ number, id })),
  notInThisPack: exhibits.filter((id) => !index.some((row) => row.id === id)),
});

/** The register, with all that it rests on. */
export const riskJson = (
  { organization, generatedAt }: Pick<SoaExport, 'organization' | 'generatedAt'>,
  registers: RegisterState,
) => ({
  format: 'exhibit-risks/1',
  organization,
  generatedAt,
  criteria: registers.criteria,
  risks: registers.risks.map((risk) => ({ ...risk, acceptance: risk.acceptance ?? null })),
  assets: registers.asset,
  suppliers: registers.supplier,
  obligations: registers.obligation,
  /** Which risks and obligations name by their ids. */
  customControls: registers.customControls,
});
