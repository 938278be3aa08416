import { formatNumber } from './format.ts';

/** What the app says about other frameworks, in English. */
export const crosswalksEn = {
  crosswalks: {
    title: 'Other frameworks',
    intro: 'What your Statement of Applicability already answers elsewhere, by controls that go together.',
    framework: 'Framework',
    filter: 'Coverage',
    any: 'Any coverage',
    coverage: {
      covered: 'Covered',
      partly: 'Partly covered',
      open: 'Open',
      excluded: 'Controls excluded',
      clauses: 'Clauses only',
    },
    columns: {
      id: 'Identifier',
      coverage: 'Coverage',
      controls: 'Controls and clauses',
      proven: 'With evidence',
    },
    summary: (covered: number, partly: number, all: number) =>
      `${formatNumber(covered)} of ${formatNumber(all)} covered, ${formatNumber(partly)} partly`,
    proven: (proven: number, applicable: number) =>
      applicable === 0 ? '' : `${formatNumber(proven)} of ${formatNumber(applicable)}`,
    clause: (clause: string) => `Clause ${clause}`,
    source: (source: string) => `Source: ${source}.`,
    honest:
      'A mapping says that two texts speak of the same thing, not that meeting one meets the other. Identifiers only: have the other framework’s own text at hand.',
    nothing: 'Nothing has this coverage',
    nothingHint: 'Choose another coverage to see the rest.',
    ofControl: 'In other frameworks',
  },
} as const;
