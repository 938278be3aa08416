import * as v from 'valibot';
import type { ControlId } from '../catalogue/control.ts';

/** `undecided` is the honest start: nobody has said yet whether the control applies. */
export const applicabilitySchema = v.picklist(['undecided', 'applicable', 'not-applicable']);

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

export type Applicability = v.InferOutput<typeof applicabilitySchema>;
export type InclusionReason = v.InferOutput<typeof inclusionReasonSchema>;
export type ImplementationStatus = v.InferOutput<typeof implementationStatusSchema>;

/** A control's row in the Statement of Applicability. */
export type SoaEntry = {
  control: ControlId;
  applicability: Applicability;
  reasons: InclusionReason[];
  /** Why the control is included or excluded, in the team's words; merges character by character. */
  justification: string;
  status: ImplementationStatus;
  /** Calendar date `YYYY-MM-DD` for which the implementation is planned; empty when none is set. */
  plannedFor: string;
  /** Who answers for the control; empty when nobody does yet. */
  owner: string;
  /** Ids of the exhibits that members linked to the control, oldest first. */
  exhibits: string[];
};
