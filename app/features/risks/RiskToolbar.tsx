import { useState } from 'react';
import { riskRules } from '#core/risks/risk-linter.ts';
import type { RiskRuleId } from '#core/risks/risk-linter.ts';
import { treatmentSchema } from '#core/risks/risk.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { SearchMenu } from '../../components/lazy-overlays.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { Registers } from '../../services/register-projection.ts';
import { routes } from '../routes.ts';
import type { RiskActions } from './risk-actions.ts';
import { noRiskFilter } from './risk-filter.ts';
import type { RiskFilter } from './risk-filter.ts';

type RiskToolbarProps = {
  registers: Registers;
  shown: number;
  found: ReadonlyMap<string, readonly RiskRuleId[]>;
  filter: RiskFilter;
  onFilter: (filter: RiskFilter) => void;
  actions: RiskActions;
  onAdd: () => void;
};

export function RiskToolbar(props: RiskToolbarProps) {
  const { registers, shown, found, filter, onFilter, actions, onAdd } = props;
  const { risks: words, risk: riskWords } = useMessages();
  const mayEdit = useMayEdit();
  const { criteria, removedRisks } = registers;
  const [anchor, setAnchor] = useState<HTMLElement>();
  const set = (change: Partial<RiskFilter>) => onFilter({ ...filter, ...change });
  const filtered = Object.keys(noRiskFilter).some(
    (key) => filter[key as keyof RiskFilter] !== noRiskFilter[key as keyof RiskFilter],
  );
  const timesFound = (rule: RiskRuleId) => [...found.values()].filter((own) => own.includes(rule)).length;
  const stepName = (part: 'likelihood' | 'consequence', step: number) =>
    criteria[part][step - 1]?.label ?? riskWords.step(step);
  const { cell } = filter;
  return (
    <div className="record-tools">
      <div className="tool-row filters risk-tools">
        <button
          type="button"
          className="button"
          data-size="small"
          data-look="main"
          disabled={!mayEdit}
          onClick={onAdd}
        >
          <Icon name="plus" />
          {words.add}
        </button>
        <a className="button" data-size="small" href={routes.riskLibrary}>
          {words.fromLibrary}
        </a>
        <SearchInput
          label={words.search}
          value={filter.text}
          onChange={(text) => set({ text })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') set({ text: '' });
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            document.querySelector<HTMLElement>('.risk-grid [data-cell$=":title"]')?.focus();
          }}
        />
        <SelectBox
          label={words.filterTreatment}
          value={filter.treatment}
          onChange={(treatment) => set({ treatment })}
          options={[
            { value: 'all', label: words.anyTreatment },
            ...treatmentSchema.options.map((value) => ({ value, label: words.treatments[value] })),
          ]}
        />
        <SelectBox<RiskFilter['level']>
          label={words.filterLevel}
          value={filter.level}
          onChange={(level) => set({ level })}
          options={[
            { value: 'all', label: words.anyLevel },
            ...criteria.levels.map(({ label }, at) => ({ value: `${at}` as const, label })),
            { value: 'unscored', label: words.unscored },
          ]}
        />
        <SelectBox
          label={words.filterFindings}
          value={filter.rule}
          onChange={(rule) => set({ rule })}
          options={[
            { value: 'all', label: words.anyFindings },
            { value: 'any', label: words.withFindings(found.size) },
            ...riskRules
              .filter(({ id }) => timesFound(id) > 0 || filter.rule === id)
              .map(({ id, title }) => ({ value: id, label: words.finding(title, timesFound(id)) })),
          ]}
        />
        {cell && (
          <span className="tag">
            {words.cellFilter(
              words.which[cell.which],
              stepName('likelihood', cell.likelihood),
              stepName('consequence', cell.consequence),
            )}
          </span>
        )}
        {filtered && (
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            onClick={() => onFilter(noRiskFilter)}
          >
            {words.clear}
          </button>
        )}
        {removedRisks.length > 0 && (
          <button
            type="button"
            className="chip"
            aria-haspopup="dialog"
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            {words.showRemoved(removedRisks.length)}
          </button>
        )}
        <span className="help number shown" role="status">
          {words.shown(shown, registers.risks.length)}
        </span>
      </div>
      {anchor && (
        <SearchMenu
          anchor={anchor}
          label={words.restoreShort}
          placeholder={words.search}
          nothing={words.nothing}
          items={removedRisks.map((risk) => ({
            id: risk.id,
            title: words.restore(risk.reference),
            detail: risk.title || words.untitled,
            search: `${risk.reference} ${risk.title}`,
          }))}
          onChoose={(id) => actions.restoreRisk(id)}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </div>
  );
}
