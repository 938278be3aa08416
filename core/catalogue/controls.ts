import type { Control } from './control.ts';
import { organizationalControls } from './controls-organizational.ts';
import { peopleControls } from './controls-people.ts';
import { physicalControls } from './controls-physical.ts';
import { technologicalControls } from './controls-technological.ts';

/** The 93 controls in the order of Annex A. */
export const controls: readonly Control[] = [
  ...organizationalControls,
  ...peopleControls,
  ...physicalControls,
  ...technologicalControls,
];
