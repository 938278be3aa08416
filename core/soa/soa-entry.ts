import * as v from 'valibot';
import type { ControlId } from '../catalogue/control.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import type { Claim } from '../shared/claim.ts';

/**
 * `undecided` is the honest start: nobody has said yet whether the control applies. `inherited`: it applies, and a provider does
 * what it asks for, as the provider's report shows.
 */
export const applicabilitySchema = v.picklist(['undecided', 'applicable', 'not-applicable', 'inherited']);

/**
 * Why a control is in the SoA (ISO/IEC 27001:2022, 6.1.3 d asks for the justification of inclusion). Several may hold at once:
 * law or regulation, contract, result of the risk assessment, business need or good practice.
 */
export const inclusionReasonSchema = v.picklist(['legal', 'contractual', 'risk', 'business']);

/** `unverified` says that nobody has looked yet; it is not the same as `not-implemented`. */
export const implementationStatusSchema = v.picklist([
  'unverified',
  'not-implemented',
  'planned',
  'partly',
  'implemented',
]);

/** How well the control works, 1 to 5: by chance, repeatable, defined, measured, improving. 0 where nobody has judged. */
export const maturitySchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5));

export type Applicability = v.InferOutput<typeof applicabilitySchema>;
export type InclusionReason = v.InferOutput<typeof inclusionReasonSchema>;
export type ImplementationStatus = v.InferOutput<typeof implementationStatusSchema>;

/** A risk of the register whose treatment names the control. */
export type LinkedRisk = {
  id: string;
  reference: string;
  title: string;
  /** Neither avoided nor accepted as it stands. */
  open: boolean;
};

/** A law, regulation or contract that asks for the control. */
export type LinkedObligation = { id: string; name: string; reason: 'legal' | 'contractual' };

/** Whose control it is; `report` (its name) and `reportDate` (`YYYY-MM-DD`) are empty where none is at hand. */
export type Provider = { id: string; name: string; report: string; reportDate: string };

/** A control's row in the Statement of Applicability. */
export type SoaEntry = {
  control: ControlId;
  /** What the control is, where it is not one of Annex A. */
  custom: CustomControl | undefined;
  /** `undecided` also while members have decided differently at once: see `contested`. */
  applicability: Applicability;
  /** All that hold, ticked by hand or derived. */
  reasons: InclusionReason[];
  /** Those of `reasons` that follow from linked risks and obligations; they hold as long as the links do. */
  derivedReasons: InclusionReason[];
  risks: LinkedRisk[];
  obligations: LinkedObligation[];
  /** Of an inherited control; undefined where none is named or the supplier is no longer in its register. */
  provider: Provider | undefined;
  /** Why the control is included or excluded, in the team's words; merges character by character. */
  justification: string;
  /** `unverified` also while members have set different states at once. */
  status: ImplementationStatus;
  /** Calendar date `YYYY-MM-DD` for which the implementation is planned; empty when none is set. */
  plannedFor: string;
  /** How it is implemented: policy, process, system; merges character by character. */
  implementation: string;
  maturity: number;
  /** Who answers for the control; empty when nobody does yet. */
  owner: string;
  /** Who looks whether it is so; empty when nobody does yet. */
  reviewer: string;
  /** Calendar date of the last look, or empty. */
  lastReview: string;
  remarks: string;
  /** Ids of the exhibits that members linked to the control, oldest first. */
  exhibits: string[];
  /** What members decided differently at once; empty lists when all agree. */
  contested: { applicability: Claim<Applicability>[]; status: Claim<ImplementationStatus>[] };
};

/** Applies to the scope, by one's own doing or a provider's. */
export const isIncluded = ({ applicability }: Pick<SoaEntry, 'applicability'>): boolean =>
  applicability === 'applicable' || applicability === 'inherited';

/** The row of a control that nobody has touched. */
export const blankEntry = (control: ControlId, custom?: CustomControl): SoaEntry => ({
  control,
  custom,
  applicability: 'undecided',
  reasons: [],
  derivedReasons: [],
  risks: [],
  obligations: [],
  provider: undefined,
  justification: '',
  status: 'unverified',
  plannedFor: '',
  implementation: '',
  maturity: 0,
  owner: '',
  reviewer: '',
  lastReview: '',
  remarks: '',
  exhibits: [],
  contested: { applicability: [], status: [] },
});
