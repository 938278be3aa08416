import type { ControlGuidance } from './control-guidance.ts';
import { organizationalGuidance } from './guidance-organizational.ts';
import { peopleGuidance } from './guidance-people.ts';
import { physicalGuidance } from './guidance-physical.ts';
import { technologicalGuidance } from './guidance-technological.ts';

/** The guidance for the 93 controls in the order of Annex A. */
export const guidance: readonly ControlGuidance[] = [
  ...organizationalGuidance,
  ...peopleGuidance,
  ...physicalGuidance,
  ...technologicalGuidance,
];
