import * as v from 'valibot';

export type Theme = 'organizational' | 'people' | 'physical' | 'technological';

/** A control of Annex A of ISO/IEC 27001:2022 by its reference, for example `A.8.5`. */
export type AnnexControlId = `A.${number}.${number}`;

/**
 * A control from elsewhere (6.1.3 b lets an organisation take its controls from any source): `C.` and a UUID. What people call it is
 * its reference (custom-control.ts); an id that is nobody's to choose keeps two members who add one offline out of one row.
 */
export type CustomControlId = `C.${string}`;

/** A row of the Statement of Applicability. */
export type ControlId = AnnexControlId | CustomControlId;

const annexPattern = /^A\.[5-8]\.[1-9][0-9]?$/;
const customPattern = /^C\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const annexControlIdSchema = v.custom<AnnexControlId>(
  (input) => typeof input === 'string' && annexPattern.test(input),
  'not a control reference such as A.8.5',
);

export const controlIdSchema = v.custom<ControlId>(
  (input) => typeof input === 'string' && (annexPattern.test(input) || customPattern.test(input)),
  'neither a control reference such as A.8.5 nor the id of a custom control',
);

export const isCustomId = (control: string): control is CustomControlId => customPattern.test(control);

/** A control as Exhibit shows it. The number and short title are public; all other words are ours. */
export type Control = {
  id: AnnexControlId;
  theme: Theme;
  title: string;
  /** One or two plain sentences in our own words: what the control wants to achieve. */
  summary: string;
  /** The words practitioners use for it in consoles and in talk, for search: `MFA`, `joiner`, `SIEM`. */
  keywords: readonly string[];
};

export const themes: readonly { id: Theme; title: string; clause: string }[] = [
  { id: 'organizational', title: 'Organizational', clause: 'A.5' },
  { id: 'people', title: 'People', clause: 'A.6' },
  { id: 'physical', title: 'Physical', clause: 'A.7' },
  { id: 'technological', title: 'Technological', clause: 'A.8' },
];

/** Where a row stands: a theme of Annex A, or below all of them with the custom controls. */
export type ControlGroup = Theme | 'custom';

export const controlGroups: readonly { id: ControlGroup; title: string; clause: string }[] = [
  ...themes,
  { id: 'custom', title: 'Custom controls', clause: '' },
];
