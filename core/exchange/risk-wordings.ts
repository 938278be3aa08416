/** How risk registers title their columns and word their values, ours and those of others. */
import type { ScaleStep } from '../risks/criteria.ts';
import type { SecurityProperty, Treatment } from '../risks/risk.ts';
import { plainWords, type Wording } from './import-columns.ts';

/** What an import writes of a risk; `removed` brings one back that was removed here. */
export type RiskImportField =
  | 'removed'
  | 'title'
  | 'description'
  | 'basis'
  | 'threat'
  | 'vulnerability'
  | 'affects'
  | 'assets'
  | 'owner'
  | 'inherent:likelihood'
  | 'inherent:consequence'
  | 'treatment'
  | 'plan'
  | 'controls'
  | 'residual:likelihood'
  | 'residual:consequence'
  | 'reviewOn'
  | 'acceptance';

/** What a column may hold: a field, the risk's id or number here, or a part of the acceptance as our export writes it. */
export type RiskColumn =
  | Exclude<RiskImportField, 'removed'>
  | 'id'
  | 'reference'
  | 'acceptedBy'
  | 'acceptedEnteredBy'
  | 'acceptedAt'
  | 'acceptedScore';

const words = (list: string) => list.split(', ');

/** From the particular to the general. */
export const riskWordings: readonly Wording<RiskColumn>[] = [
  {
    field: 'residual:likelihood',
    exact: words('residual likelihood, residual probability'),
    part: /(residual|target|net|after|current).*(likelihood|probab)|(likelihood|probab).*(residual|after)/,
  },
  {
    field: 'residual:consequence',
    exact: words('residual consequence, residual impact, residual severity'),
    part: /(residual|target|net|after|current).*(consequence|impact|severity)|(consequence|impact|severity).*(residual|after)/,
  },
  {
    field: 'inherent:likelihood',
    exact: words('inherent likelihood, likelihood, probability, eintrittswahrscheinlichkeit, probabilite'),
    part: /likelihood|probab|wahrschein/,
  },
  {
    field: 'inherent:consequence',
    exact: words(
      'inherent consequence, consequence, consequences, impact, severity, auswirkung, schadenshohe',
    ),
    part: /consequence (score|rating|level)|impact (score|rating|level)|(inherent|gross|initial).*(impact|consequence|severity)|^impact/,
  },
  { field: 'acceptedEnteredBy', exact: words('acceptance entered by') },
  { field: 'acceptedBy', exact: words('accepted by') },
  { field: 'acceptedAt', exact: words('accepted utc') },
  { field: 'acceptedScore', exact: words('accepted score') },
  { field: 'acceptance', exact: words('acceptance') },
  { field: 'id', exact: words('risk id, uuid') },
  {
    field: 'reference',
    exact: words('risk, id, ref, reference, risk no, risk number, risk ref, no, nr, number'),
    part: /^risk (id|no|nr|ref)/,
  },
  {
    field: 'title',
    exact: words(
      'title, risk title, risk name, name, scenario, risk scenario, risk statement, risiko, titel',
    ),
    part: /(risk|scenario) (title|name|summary)/,
  },
  {
    field: 'description',
    exact: words('what may happen, description, risk description, details, beschreibung'),
    part: /descri|what may happen/,
  },
  { field: 'basis', exact: words('based on, basis') },
  { field: 'threat', exact: words('threat, threats, threat source, bedrohung, menace'), part: /^threat/ },
  {
    field: 'vulnerability',
    exact: words('weakness, vulnerability, vulnerabilities, cause, schwachstelle, vulnerabilite'),
    part: /vulnerab|weakness/,
  },
  {
    field: 'affects',
    exact: words(
      'affects, cia, c i a, affected, security property, security properties, affected properties',
    ),
    part: /\bcia\b|confidential/,
  },
  {
    field: 'assets',
    exact: words('assets, asset, affected assets, affected asset, asset name, werte'),
    part: /asset/,
  },
  {
    field: 'owner',
    exact: words('owner, risk owner, responsible, risikoeigner, verantwortlich, proprietaire'),
    part: /owner|eigner/,
  },
  {
    field: 'treatment',
    exact: words(
      'treatment, treatment option, risk treatment, response, strategy, decision, behandlung, risk response, treatment decision, treatment strategy',
    ),
    part: /(treatment|response) (option|type|strategy|decision)/,
  },
  {
    field: 'plan',
    exact: words(
      'treatment plan, plan, risk treatment plan, mitigation, mitigation plan, measures, treatment description, action plan, massnahmen',
    ),
    part: /mitigat|treatment (plan|descr|action)|action plan/,
  },
  {
    field: 'controls',
    exact: words(
      'controls, control, annex a, annex a controls, iso 27001 controls, related controls, linked controls, annex a control',
    ),
    part: /controls?$|annex a/,
  },
  {
    field: 'reviewOn',
    exact: words('next review, review date, review on, next review date, review due'),
    part: /next review|review (date|due|on)/,
  },
];

const table = <Value extends string>(entries: Record<Value, string>): ReadonlyMap<string, Value> =>
  new Map(
    (Object.entries(entries) as [Value, string][]).flatMap(([meaning, list]) =>
      words(list).map((word) => [word, meaning] as const),
    ),
  );

const treatmentTable = table<Treatment>({
  modify:
    'modify, mitigate, mitigation, mitigated, reduce, reduction, treat, control, remediate, vermindern, reduzieren, behandeln',
  retain: 'retain, accept, accepted, acceptance, tolerate, keep, akzeptieren, akzeptanz, tragen',
  avoid: 'avoid, avoidance, terminate, eliminate, vermeiden, vermeidung',
  share: 'share, transfer, transferred, insure, insurance, outsource, teilen, ubertragen',
  undecided: 'undecided, open, tbd, tbc, to be decided, pending, none, n a, offen',
});

export const readTreatment = (cell: string): Treatment | undefined => treatmentTable.get(plainWords(cell));

const properties: readonly (readonly [SecurityProperty, RegExp])[] = [
  ['confidentiality', /^(c|conf\w*|vertraulich\w*)$/],
  ['integrity', /^(i|int\w*)$/],
  ['availability', /^(a|avail\w*|verfugbar\w*)$/],
];

/** The properties by their letters or names, in the order C, I, A; undefined where some word is neither. */
export function readProperties(cell: string): SecurityProperty[] | undefined {
  const plain = plainWords(cell);
  const parts = /^[cia]{1,3}$/.test(plain)
    ? Array.from(plain)
    : plain.split(' ').filter((word) => word !== 'and' && word !== '');
  const found = new Set<SecurityProperty>();
  for (const part of parts) {
    const property = properties.find(([, pattern]) => pattern.test(part))?.[0];
    if (!property) return undefined;
    found.add(property);
  }
  return properties.map(([property]) => property).filter((property) => found.has(property));
}

/** Words of common scales from the least to the worst, by how many steps the scale has. */
const commonScales: Readonly<Record<number, readonly string[]>> = {
  3: ['low', 'medium', 'high'],
  4: ['low', 'medium', 'high', 'very high'],
  5: ['very low', 'low', 'medium', 'high', 'very high'],
};

/** The step, counted from 1, by its number or its name in the scale; undefined for what the scale does not have. */
export function readStep(cell: string, scale: readonly ScaleStep[]): number | undefined {
  const plain = plainWords(cell);
  const digit = /^(\d{1,2})(?: (?:of|out of)? ?\d)?(?: \p{L}.*)?$/u.exec(plain)?.[1];
  if (digit !== undefined) {
    const step = Number(digit);
    return step >= 1 && step <= scale.length ? step : undefined;
  }
  const byName = scale.findIndex(({ label }) => plainWords(label) === plain);
  if (byName >= 0) return byName + 1;
  const common = (commonScales[scale.length] ?? []).indexOf(
    plain === 'moderate' ? 'medium' : plain === 'critical' ? 'very high' : plain,
  );
  return common >= 0 ? common + 1 : undefined;
}
