import { useMemo, useState } from 'react';
import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import type { RiskRuleId } from '#core/risks/risk-linter.ts';
import type { Risk, Treatment } from '#core/risks/risk.ts';
import { treatmentSchema } from '#core/risks/risk.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { ChoiceMenu } from '../../components/lazy-overlays.tsx';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { Registers } from '../../services/register-projection.ts';
import { useControlNames } from '../control-names.ts';
import { goTo, routes } from '../routes.ts';
import { RiskGrid } from './RiskGrid.tsx';
import { TreatmentMark } from './RiskMarks.tsx';
import type { AcceptancesPort } from '../../services/acceptances-port.ts';
import { PeopleOptions } from '../team/PeopleOptions.tsx';
import { RiskPanel } from './RiskPanel.tsx';
import { RiskToolbar } from './RiskToolbar.tsx';
import type { RiskActions } from './risk-actions.ts';
import { filterRisks, noRiskFilter } from './risk-filter.ts';
import type { RiskFilter } from './risk-filter.ts';

type RiskRegisterProps = {
  doc: Y.Doc;
  registers: Registers;
  actions: RiskActions;
  excluded: ReadonlySet<ControlId>;
  acceptances: AcceptancesPort;
  /** This member's name; empty until it is entered. */
  me: string;
  found: ReadonlyMap<string, readonly RiskRuleId[]>;
  filter: RiskFilter;
  onFilter: (filter: RiskFilter) => void;
  /** The risk whose details are open. */
  selected: Risk | undefined;
};

export function RiskRegister(props: RiskRegisterProps) {
  const { doc, registers, actions, excluded, acceptances, me, found, filter, onFilter, selected } = props;
  const { risks, criteria } = registers;
  const messages = useMessages();
  const words = messages.risks;
  const mayEdit = useMayEdit();
  const [menu, setMenu] = useState<{ risk: Risk; anchor: HTMLElement }>();
  const names = useControlNames();
  const shown = useMemo(
    () => filterRisks(risks, filter, criteria, found, names),
    [risks, filter, criteria, found, names],
  );
  const owners = useMemo(() => [...new Set(risks.map(({ owner }) => owner).filter(Boolean))], [risks]);
  const at = shown.findIndex(({ id }) => id === selected?.id);
  const add = () => goTo(routes.risk(actions.add()));

  const list = () => {
    if (risks.length === 0)
      return (
        <EmptyState icon="risks" title={words.emptyTitle} hint={words.emptyHint}>
          <a className="button" data-look="main" href={routes.riskLibrary}>
            {words.fromLibrary}
          </a>
          <button type="button" className="button" onClick={add}>
            <Icon name="plus" />
            {words.add}
          </button>
        </EmptyState>
      );
    if (shown.length === 0)
      return (
        <EmptyState icon="search" title={words.nothing} hint={words.nothingHint}>
          <button type="button" className="button" onClick={() => onFilter(noRiskFilter)}>
            {words.clear}
          </button>
        </EmptyState>
      );
    return (
      <RiskGrid
        risks={shown}
        criteria={criteria}
        selected={selected?.id}
        found={found}
        actions={actions}
        onTreatment={(risk, anchor) => mayEdit && setMenu({ risk, anchor })}
        onAdd={add}
      />
    );
  };

  return (
    <div className="record-place" data-open={selected !== undefined}>
      <div className="record-list">
        {(risks.length > 0 || registers.removedRisks.length > 0) && (
          <RiskToolbar
            registers={registers}
            shown={shown.length}
            found={found}
            filter={filter}
            onFilter={onFilter}
            actions={actions}
            onAdd={add}
          />
        )}
        <div className="record-scroll">
          {list()}
          <p id="risk-grid-help" className="hidden-words">
            {words.gridHelp}
          </p>
        </div>
      </div>
      <PeopleOptions names={owners} me={me} />
      {selected && (
        <RiskPanel
          risk={selected}
          doc={doc}
          registers={registers}
          excluded={excluded}
          acceptances={acceptances}
          me={me}
          rules={found.get(selected.id) ?? []}
          previous={at > 0 ? shown[at - 1]?.id : undefined}
          next={at >= 0 ? shown[at + 1]?.id : shown[0]?.id}
          actions={actions}
        />
      )}
      {menu && (
        <ChoiceMenu<Treatment>
          anchor={menu.anchor}
          label={`${menu.risk.reference} ${messages.risk.treatment}`}
          value={menu.risk.contested.treatment.length > 0 ? undefined : menu.risk.treatment}
          options={treatmentSchema.options.map((value) => ({
            value,
            word: words.treatments[value],
            mark: <TreatmentMark value={value} />,
          }))}
          onChoose={(value) => actions.setTreatment(menu.risk.id, value)}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}
