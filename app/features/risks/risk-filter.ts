import { controlNames } from '#core/catalogue/control-name.ts';
import type { ControlNames } from '#core/catalogue/control-name.ts';
import type { RiskCriteria, Score } from '#core/risks/criteria.ts';
import { levelOf } from '#core/risks/criteria.ts';
import type { RiskFinding, RiskRuleId } from '#core/risks/risk-linter.ts';
import type { Risk, Treatment } from '#core/risks/risk.ts';

export type WhichScore = 'inherent' | 'residual';

/** Which risks to show; `all`, undefined and an empty text let everything pass. */
export type RiskFilter = {
  text: string;
  treatment: Treatment | 'all';
  /** Index of the present level as text, or risks that have none. */
  level: 'all' | 'unscored' | `${number}`;
  rule: RiskRuleId | 'any' | 'all';
  /** A cell of the heat map. */
  cell: (Score & { which: WhichScore }) | undefined;
};

export const noRiskFilter: RiskFilter = {
  text: '',
  treatment: 'all',
  level: 'all',
  rule: 'all',
  cell: undefined,
};

/** The level at which a risk stands today: what remains, or what it was where that is not scored. */
export const presentLevel = (risk: Risk, criteria: RiskCriteria): number | undefined =>
  levelOf(criteria, risk.residual) ?? levelOf(criteria, risk.inherent);

/** The rules that found each risk, by its id; one without findings is not there. */
export const rulesByRisk = (findings: readonly RiskFinding[]): ReadonlyMap<string, readonly RiskRuleId[]> =>
  new Map(
    [...Map.groupBy(findings, ({ risk }) => risk)].map(([risk, own]) => [risk, own.map(({ rule }) => rule)]),
  );

const wordsOf = (risk: Risk, names: ControlNames) =>
  [
    risk.reference,
    risk.title,
    risk.description,
    risk.threat,
    risk.vulnerability,
    risk.owner,
    risk.plan,
    ...risk.controls.map(names.referenceOf),
  ]
    .join(' ')
    .toLocaleLowerCase();

/** The risks that fit, in the order given. All words of the text must be found. */
export function filterRisks(
  risks: readonly Risk[],
  filter: RiskFilter,
  criteria: RiskCriteria,
  found: ReadonlyMap<string, readonly RiskRuleId[]> = new Map(),
  names: ControlNames = controlNames([]),
): Risk[] {
  const wanted = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const { cell } = filter;
  return risks.filter((risk) => {
    const rules = found.get(risk.id) ?? [];
    const level = presentLevel(risk, criteria);
    return (
      wanted.every((word) => wordsOf(risk, names).includes(word)) &&
      (filter.treatment === 'all' || risk.treatment === filter.treatment) &&
      (filter.level === 'all' ||
        (filter.level === 'unscored' ? level === undefined : level === Number(filter.level))) &&
      (filter.rule === 'all' ||
        (filter.rule === 'any' ? rules.length > 0 : rules.some((rule) => rule === filter.rule))) &&
      (!cell ||
        (risk[cell.which].likelihood === cell.likelihood &&
          risk[cell.which].consequence === cell.consequence))
    );
  });
}
