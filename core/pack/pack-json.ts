/** The SoA and the risk register for programs. */
import { reasonLetters, type SoaRow } from '../exchange/soa-rows.ts';
import { standard, type SoaExport } from '../exchange/soa-xlsx.ts';
import type { RegisterState } from '../risks/register-state.ts';

/** The SoA. `evidence` pairs the number in this pack with the exhibit's lasting id. */
export function soaJson({ organization, workspaceName, generatedAt }: SoaExport, rows: readonly SoaRow[]) {
  return {
    format: 'exhibit-soa/1',
    standard,
    organization,
    workspaceName,
    generatedAt,
    entries: rows.map(({ entry, title, theme, evidence, missing }) => ({
      control: entry.control,
      title,
      theme,
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

/** The register, with all that it rests on. */
export const riskJson = ({ organization, generatedAt }: SoaExport, registers: RegisterState) => ({
  format: 'exhibit-risks/1',
  organization,
  generatedAt,
  criteria: registers.criteria,
  risks: registers.risks.map((risk) => ({ ...risk, acceptance: risk.acceptance ?? null })),
  assets: registers.asset,
  suppliers: registers.supplier,
  obligations: registers.obligation,
});
