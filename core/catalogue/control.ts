import * as v from 'valibot';

export type Theme = 'organizational' | 'people' | 'physical' | 'technological';

/** An Annex A control reference of ISO/IEC 27001:2022, for example `A.8.5`. */
export type ControlId = `A.${number}.${number}`;

export const controlIdSchema = v.custom<ControlId>(
  (input) => typeof input === 'string' && /^A\.[5-8]\.[1-9][0-9]?$/.test(input),
  'not a control reference such as A.8.5',
);

/** A control as Exhibit shows it. The number and short title are public; all other words are ours. */
export type Control = {
  id: ControlId;
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
