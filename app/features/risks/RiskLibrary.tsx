import { useMemo, useState } from 'react';
import type { Risk } from '#core/risks/risk.ts';
import { riskScenarios } from '#core/risks/scenarios.ts';
import type { RiskScenario } from '#core/risks/scenarios.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import type { RiskActions } from './risk-actions.ts';

type Category = RiskScenario['category'];
const categories = [...new Set(riskScenarios.map(({ category }) => category))];

const wordsOf = (one: RiskScenario) =>
  [one.title, one.scenario, one.threat, one.vulnerability, ...one.assets, ...one.controls]
    .join(' ')
    .toLocaleLowerCase();

/** The starting library: search it, choose several, and add them to the register in one step. */
export function RiskLibrary({ risks, actions }: { risks: readonly Risk[]; actions: RiskActions }) {
  const { library: words, app } = useMessages();
  const [text, setText] = useState('');
  const [category, setCategory] = useState<Category | 'any'>('any');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const taken = useMemo(() => new Set(risks.map(({ scenario }) => scenario)), [risks]);
  const shown = useMemo(() => {
    const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return riskScenarios.filter(
      (one) =>
        (category === 'any' || one.category === category) &&
        wanted.every((word) => wordsOf(one).includes(word)),
    );
  }, [text, category]);
  const free = shown.filter(({ id }) => !taken.has(id));

  function toggle(id: string, holds: boolean) {
    const next = new Set(chosen);
    if (holds) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  function add() {
    const first = actions.addScenarios(riskScenarios.filter(({ id }) => chosen.has(id)));
    goTo(first && chosen.size === 1 ? routes.risk(first) : routes.risks);
  }

  return (
    <>
      <div className="screen">
        <div className="column library">
          <h2>{words.title}</h2>
          <p className="lead">{words.intro}</p>
          <div className="tool-row">
            <SearchInput label={words.search} value={text} onChange={setText} />
            <SelectBox<Category | 'any'>
              label={words.category}
              value={category}
              options={[
                { value: 'any', label: words.anyCategory },
                ...categories.map((value) => ({ value, label: words.categories[value] })),
              ]}
              onChange={setCategory}
            />
            <button
              type="button"
              className="button"
              data-look="quiet"
              data-size="small"
              onClick={() => setChosen(new Set([...chosen, ...free.map(({ id }) => id)]))}
            >
              {words.chooseShown}
            </button>
          </div>
          {shown.length === 0 && <EmptyState icon="search" title={words.nothing} hint={words.nothingHint} />}
          <ul className="scenarios" aria-label={words.list}>
            {shown.map((one) => (
              <li key={one.id}>
                <label className="scenario" data-taken={taken.has(one.id)}>
                  <input
                    type="checkbox"
                    checked={chosen.has(one.id)}
                    disabled={taken.has(one.id)}
                    onChange={(event) => toggle(one.id, event.currentTarget.checked)}
                    aria-describedby={`scenario-${one.id}`}
                  />
                  <span className="scenario-title">
                    {one.title}
                    {taken.has(one.id) && <span className="help"> ({words.has})</span>}
                  </span>
                </label>
                <p className="help" id={`scenario-${one.id}`}>
                  {one.scenario} <span className="number">{one.controls.join(', ')}</span>
                </p>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="foot-bar">
        <button type="button" className="button" data-look="main" disabled={chosen.size === 0} onClick={add}>
          {words.add(chosen.size)}
        </button>
        <span role="status" className="help">
          {words.chosen(chosen.size)}
        </span>
        {chosen.size > 0 && (
          <button type="button" className="button" data-look="quiet" onClick={() => setChosen(new Set())}>
            {words.chooseNone}
          </button>
        )}
        <a className="button" data-look="quiet" href={routes.risks}>
          {app.cancel}
        </a>
      </div>
    </>
  );
}
