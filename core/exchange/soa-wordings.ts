/** How Statements of Applicability title their columns and word their values, ours and those of others. */
import type { CustomField } from '../catalogue/custom-control.ts';
import type { Applicability, ImplementationStatus, InclusionReason } from '../soa/soa-entry.ts';
import type { LinkField } from './import-links.ts';
import { plainWords, type Wording } from './import-columns.ts';

/** What a custom control is; rows of Annex A have none of it. */
export type CustomImportField = `custom:${Exclude<CustomField, 'reference'>}`;

/** What an import writes of a row. */
export type SoaField =
  | 'applicability'
  | `reason:${InclusionReason}`
  | 'justification'
  | 'provider'
  | 'status'
  | 'plannedFor'
  | 'implementation'
  | 'maturity'
  | 'owner'
  | 'reviewer'
  | 'lastReview'
  | 'remarks'
  | CustomImportField
  | LinkField;

/**
 * What a column may hold: a field; the control's number; `excluded`, a tick against the control; `exclusion`, the justification where
 * it is not applicable; `reasons`, several reasons in one cell.
 */
export type SoaColumn = SoaField | 'control' | 'excluded' | 'exclusion' | 'reasons';

const words = (list: string) => list.split(', ');

/** From the particular to the general. */
export const soaWordings: readonly Wording<SoaColumn>[] = [
  { field: 'risks', exact: words('risks, linked risks, related risks, risk references, risk ids') },
  {
    field: 'obligations',
    exact: words(
      'laws and contracts, obligations, linked obligations, legal obligations, laws, regulations and contracts',
    ),
  },
  { field: 'exhibits', exact: words('evidence, linked evidence, evidence links, exhibits') },
  {
    field: 'exclusion',
    exact: words(
      'justification for exclusion, reason for exclusion, exclusion justification, exclusion reason',
    ),
    part: /(justif|reason|rational|why|explan|begrund).*(exclu|non applic|not applic|n a$|ausschl)|exclu\w* (justif|reason|rational)/,
  },
  {
    field: 'justification',
    exact: words(
      'justification for inclusion or exclusion, justification, justification for inclusion, rationale, reason, explanation, begrundung, justificatif',
    ),
    part: /justif|rational|begrund|reason.*(selection|applicab)/,
  },
  {
    field: 'reasons',
    exact: words(
      'reasons, reasons for inclusion, reason for inclusion, reason codes, reason code, basis, drivers, driver, selection reasons',
    ),
    part: /(reason|basis).*(inclu|select)/,
  },
  {
    field: 'reason:legal',
    exact: words(
      'l, lr, legal, legal requirement, legal requirements, law, law or regulation, regulatory, statutory, legal and regulatory',
    ),
    part: /^legal|^statutory|^regulat/,
  },
  {
    field: 'reason:contractual',
    exact: words(
      'c, co, contract, contractual, contractual obligation, contractual obligations, contractual requirements',
    ),
    part: /^contractual/,
  },
  {
    field: 'reason:risk',
    exact: words(
      'r, rra, ra, risk, risk assessment, result of risk assessment, results of risk assessment, result of the risk assessment, risk based',
    ),
    part: /^results? of.*risk/,
  },
  {
    field: 'reason:business',
    exact: words(
      'b, br, bp, br bp, business, business need, business requirement, business requirements, best practice, best practices, good practice, business requirements adopted best practices',
    ),
    part: /best practice|^business/,
  },
  {
    field: 'excluded',
    exact: words('excluded, exclude, exclusion, not applicable, out of scope, ausgeschlossen, exclu'),
  },
  {
    field: 'applicability',
    exact: words(
      'applicable, applicability, applicable y n, applicable yes no, in scope, included, inclusion, applies, decision, selected, anwendbar, anwendbarkeit, applicabilite, statement of applicability',
    ),
    part: /^(is )?applicab|applicab(le|ility)\b|anwendbar/,
  },
  {
    field: 'plannedFor',
    exact: words(
      'planned for, planned date, planned implementation date, target date, due date, due, deadline, implementation date, planned completion, target completion date, zieldatum, frist, termin, echeance',
    ),
    part: /(planned|target|due|completion|implementation) date|planned (for|by)|deadline/,
  },
  {
    field: 'implementation',
    exact: words(
      'how it is implemented, how implemented, implementation description, implementation details, implementation, description of implementation, control implementation, implementation method, method of implementation, implementation notes, measures, existing controls, umsetzung, mise en oeuvre',
    ),
    part: /how.*implement|implement\w* (descr|detail|method|note|summary|evidence)|(descr|detail|method|overview) of implement/,
  },
  {
    field: 'status',
    exact: words(
      'status, implementation status, implemented, implemented y n, implemented yes no, state, current status, control status, implementation state, compliance status, umsetzungsstatus, umgesetzt, statut',
    ),
    part: /\bstatus\b|^implemented|umsetzungs/,
  },
  {
    field: 'maturity',
    exact: words('maturity, maturity level, cmm, cmmi, cmmi level, reifegrad'),
    part: /maturity|reifegrad/,
  },
  {
    field: 'reviewer',
    exact: words('reviewer, reviewed by, checked by, verified by, assessor, prufer'),
    part: /(reviewed|checked|verified|assessed) by|reviewer/,
  },
  {
    field: 'lastReview',
    exact: words(
      'last review, last reviewed, review date, reviewed on, date of last review, last review date, last checked, last assessment, letzte prufung',
    ),
    part: /(last|date of) (the )?(last )?(review|assess|check)|review(ed)? (date|on)/,
  },
  {
    field: 'owner',
    exact: words(
      'owner, control owner, responsible, responsible person, responsibility, accountable, assigned to, assignee, verantwortlich, verantwortlicher, verantwortung, responsable',
    ),
    part: /owner|responsib|accountab|verantwort/,
  },
  {
    field: 'provider',
    exact: words(
      'inherited from, provider, inherited provider, service provider, supplier, inheritance, anbieter',
    ),
    part: /inherit/,
  },
  {
    field: 'remarks',
    exact: words(
      'remarks, remark, notes, note, comments, comment, additional notes, bemerkung, bemerkungen, anmerkungen, remarques, commentaires',
    ),
    part: /^(remark|comment|bemerk|anmerk)/,
  },
  {
    field: 'control',
    exact: words(
      'control, control id, control no, control number, control ref, control reference, control code, ref, reference, id, annex a, annex a control, annex a ref, annex a reference, annex a no, iso 27001, iso 27001 control, iso 27001 2022, iso iec 27001 2022, clause, clause no, section, no, nr, number, massnahme, kontrolle, mesure',
    ),
    part: /^(annex|anhang|iso|control) .*\b(id|no|nr|number|ref|reference|code|control)\b/,
  },
  {
    field: 'custom:title',
    exact: words(
      'title, control title, control name, name of control, name of the control, title of control, controls, name, titel, bezeichnung, titre',
    ),
  },
  {
    field: 'custom:source',
    exact: words('source of the custom control, source, control source, framework, standard, origin, quelle'),
  },
  {
    field: 'custom:description',
    exact: words(
      'what the custom control asks for, description, control description, control text, requirement, beschreibung',
    ),
  },
];

const table = <Value extends string>(entries: Record<Value, string>): ReadonlyMap<string, Value> =>
  new Map(
    (Object.entries(entries) as [Value, string][]).flatMap(([meaning, list]) =>
      words(list).map((word) => [word, meaning] as const),
    ),
  );

const applicabilityTable = table<Applicability>({
  applicable:
    'applicable, yes, y, true, 1, x, included, include, in scope, in, applies, selected, required, ja, j, anwendbar, oui, fully applicable, partially applicable',
  'not-applicable':
    'not applicable, no, n, false, 0, n a, na, excluded, exclude, out of scope, out, does not apply, not selected, not required, nein, nicht anwendbar, non, non applicable, not in scope',
  inherited: 'inherited, inherit, provided, by provider, inherited from provider, fully inherited, geerbt',
  undecided: 'undecided, tbd, tbc, to be decided, to be determined, unknown, open, pending, offen',
});

const statusTable = table<ImplementationStatus>({
  implemented:
    'implemented, yes, y, true, x, done, complete, completed, fully implemented, full, in place, closed, operational, effective, compliant, 100%, 100, umgesetzt, ja, oui, established',
  partly:
    'partly, partly implemented, partial, partially, partially implemented, in progress, ongoing, started, wip, in part, partially compliant, teilweise, teilweise umgesetzt, in umsetzung, partiellement, largely implemented',
  planned: 'planned, plan, scheduled, to do, todo, future, geplant, prevu',
  'not-implemented':
    'not implemented, no, n, false, none, not started, missing, open, gap, absent, non compliant, not compliant, 0%, 0, nein, nicht umgesetzt, non',
  unverified:
    'unverified, unknown, not assessed, not tested, not verified, not checked, to be verified, tbd, tbc, not reviewed, ungepruft, to be determined',
});

const reasonTable = table<InclusionReason>({
  legal:
    'l, lr, legal, law, laws, regulation, regulatory, statutory, legal requirement, legal requirements, legal and regulatory, law or regulation, legal regulatory, gesetz',
  contractual:
    'c, co, cr, contract, contracts, contractual, contractual obligation, contractual obligations, contractual requirement, vertrag',
  risk: 'r, rra, ra, risk, risks, risk assessment, result of risk assessment, results of risk assessment, result of the risk assessment, risk treatment, risiko',
  business:
    'b, br, bp, bb, business, business need, business requirement, business requirements, best practice, best practices, good practice, business need or good practice, business requirements adopted best practices',
});

export const readApplicability = (cell: string): Applicability | undefined =>
  applicabilityTable.get(plainWords(cell)) ?? (/^\s*[✓✔☑✅]/u.test(cell) ? 'applicable' : undefined);

/** Also `80 %` and `Implemented (2025)`, by what the cell begins with. */
export function readStatus(cell: string): ImplementationStatus | undefined {
  const plain = plainWords(cell);
  const known = statusTable.get(plain);
  if (known) return known;
  const percent = /^(\d{1,3}) ?%$/.exec(plain)?.[1];
  if (percent !== undefined && Number(percent) < 100) return 'partly';
  if (/^\s*[✓✔☑✅]/u.test(cell)) return 'implemented';
  const start =
    /^(not implemented|partly implemented|partially implemented|implemented|planned|unverified)\b/.exec(
      plain,
    )?.[1];
  return start === undefined ? undefined : statusTable.get(start);
}

/** The reasons that a cell lists, in letters or words; undefined where some of it is no reason. */
export function readReasons(cell: string): InclusionReason[] | undefined {
  const whole = reasonTable.get(plainWords(cell));
  if (whole) return [whole];
  const found = new Set<InclusionReason>();
  for (const piece of cell.split(/[,;/|+&\n]|\band\b/i)) {
    if (piece.trim() === '') continue;
    const reason = reasonTable.get(plainWords(piece));
    if (!reason) return undefined;
    found.add(reason);
  }
  return [...found];
}

const stages = ['initial', 'managed', 'defined', 'quantitatively managed', 'optimi'];

/** `3`, `3 - defined`, `Level 3`, or a stage of CMMI by name; `0` for none. */
export function readMaturity(cell: string): string | undefined {
  const plain = plainWords(cell);
  const digit = /^(?:level |stufe )?([0-5])(?:$| (?!\d))/.exec(plain)?.[1];
  if (digit !== undefined) return digit;
  const stage = stages.findLastIndex((name) => plain.startsWith(name));
  if (stage >= 0) return String(stage + 1);
  return plain === 'repeatable' ? '2' : plain === 'measured' ? '4' : undefined;
}
