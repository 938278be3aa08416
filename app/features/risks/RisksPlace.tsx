import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type * as Y from 'yjs';
import { lintRisks } from '#core/risks/risk-linter.ts';
import { registerNames } from '#core/risks/registers.ts';
import { doubtfulSignatures } from '#core/signing/acceptance-signatures.ts';
import { useWatchable } from '../../components/use-watchable.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { AcceptancesPort } from '../../services/acceptances-port.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';
import { useCalm } from '../use-calm.ts';
import { localDay } from '../local-day.ts';
import { routes } from '../routes.ts';
import { CriteriaEditor } from './CriteriaEditor.tsx';
import { HeatMap } from './HeatMap.tsx';
import { RegisterScreen } from './RegisterScreen.tsx';
import { RiskLibrary } from './RiskLibrary.tsx';
import { RiskRegister } from './RiskRegister.tsx';
import { createRiskActions } from './risk-actions.ts';
import { noRiskFilter, rulesByRisk } from './risk-filter.ts';
import type { WhichScore } from './risk-filter.ts';
import '../soa/soa.css';
import './risks.css';

type RisksPlaceProps = {
  doc: Y.Doc;
  soa: Watchable<SoaProjection>;
  registers: Watchable<Registers>;
  undo: Undo;
  toasts: Toasts;
  preferences: PreferencesService;
  acceptances: AcceptancesPort;
  now: () => Date;
};

/** All about risks: the register, its heat map and criteria, the library, and the registers from which reasons derive. */
export function RisksPlace({
  doc,
  soa,
  registers,
  undo,
  toasts,
  preferences,
  acceptances,
  now,
}: RisksPlaceProps) {
  const messages = useMessages();
  const [location] = useHashLocation();
  const [, view = '', name] = location.split('/').filter(Boolean).map(decodeURIComponent);
  const state = useCalm(registers);
  const { entries } = useWatchable(soa);
  const [filter, setFilter] = useState(noRiskFilter);
  const [which, setWhich] = useState<WhichScore>('residual');
  const actions = useMemo(
    () =>
      createRiskActions({
        doc,
        undo,
        toasts,
        messages,
        memberName: () => preferences.getState().memberName,
        now,
      }),
    [doc, undo, toasts, messages, preferences, now],
  );
  const today = localDay(now());
  const excluded = useMemo(
    () =>
      new Set(
        entries
          .filter(({ applicability }) => applicability === 'not-applicable')
          .map((entry) => entry.control),
      ),
    [entries],
  );
  const me = useWatchable(preferences).memberName;
  const signed = useWatchable(acceptances.checked);
  const doubtful = useMemo(() => signed && doubtfulSignatures(state.risks, signed), [state, signed]);
  const found = useMemo(
    () => rulesByRisk(lintRisks(state.risks, { today, criteria: state.criteria, excluded, doubtful })),
    [state, today, excluded, doubtful],
  );

  const tab = (href: string, label: string, current: boolean) => (
    <li>
      <a className="chip" href={href} aria-current={current ? 'page' : undefined}>
        {label}
      </a>
    </li>
  );

  function shown(): ReactNode {
    const shared = { doc, registers: state, actions };
    switch (view) {
      case 'library':
        return <RiskLibrary risks={state.risks} actions={actions} />;
      case 'map':
        return (
          <HeatMap
            risks={state.risks}
            criteria={state.criteria}
            which={which}
            onWhich={setWhich}
            onCell={(cell) => setFilter({ ...noRiskFilter, cell })}
          />
        );
      case 'criteria':
        return <CriteriaEditor {...shared} />;
      case 'registers': {
        const register = registerNames.find((known) => known === name) ?? 'asset';
        return <RegisterScreen key={register} register={register} {...shared} />;
      }
      default:
        return (
          <RiskRegister
            {...shared}
            excluded={excluded}
            acceptances={acceptances}
            me={me}
            found={found}
            filter={filter}
            onFilter={setFilter}
            selected={state.risks.find(({ id }) => id === view)}
          />
        );
    }
  }

  const { tabs } = messages.risks;
  const isRegister = !['map', 'criteria', 'registers'].includes(view);
  return (
    <div className="risks">
      <nav className="risk-tabs" aria-label={messages.risks.views}>
        <ul className="chips scroll">
          {tab(routes.risks, tabs.register, isRegister)}
          {tab(routes.heatMap, tabs.map, view === 'map')}
          {tab(routes.riskCriteria, tabs.criteria, view === 'criteria')}
          {tab(routes.register('asset'), tabs.registers, view === 'registers')}
        </ul>
      </nav>
      {shown()}
    </div>
  );
}
