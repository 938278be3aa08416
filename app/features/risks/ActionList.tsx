import { useEffect, useId, useRef, useState } from 'react';
import type { Risk } from '#core/risks/risk.ts';
import { DraftField } from '../../components/DraftField.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { peopleList } from '../team/PeopleOptions.tsx';
import type { RiskActions } from './risk-actions.ts';

/** Who does what by when to treat the risk. */
export function ActionList({ risk, actions }: { risk: Risk; actions: RiskActions }) {
  const { risk: words } = useMessages();
  const heading = useId();
  const list = useRef<HTMLUListElement>(null);
  const [added, setAdded] = useState<string>();
  // A new action is there to be named.
  useEffect(() => {
    if (added) list.current?.querySelector<HTMLInputElement>(`[data-action="${added}"] input.field`)?.focus();
  }, [added]);
  return (
    <section className="panel-part" aria-labelledby={heading}>
      <div className="part-head">
        <h3 id={heading} className="label">
          {words.actions}
        </h3>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => setAdded(actions.addAction(risk.id))}
        >
          <Icon name="plus" />
          {words.addAction}
        </button>
      </div>
      {risk.actions.length === 0 ? (
        <p className="none">{words.noActions}</p>
      ) : (
        <ul className="risk-actions" ref={list}>
          {risk.actions.map((action, at) => (
            <li key={action.id} data-action={action.id} data-done={action.done}>
              <input
                type="checkbox"
                aria-label={words.actionDone(action.title)}
                checked={action.done}
                onChange={(event) =>
                  actions.setAction(risk.id, action.id, { done: event.currentTarget.checked })
                }
              />
              <div className="what">
                <DraftField
                  label={words.actionField(words.action, at + 1)}
                  labelHidden
                  placeholder={words.action}
                  value={action.title}
                  onCommit={(title) => actions.setAction(risk.id, action.id, { title })}
                />
              </div>
              <div className="who">
                <DraftField
                  label={words.actionField(words.actionOwner, at + 1)}
                  labelHidden
                  placeholder={words.actionOwner}
                  list={peopleList}
                  value={action.owner}
                  onCommit={(owner) => actions.setAction(risk.id, action.id, { owner })}
                />
              </div>
              <input
                className="field due"
                type="date"
                aria-label={words.actionField(words.actionDue, at + 1)}
                value={action.due}
                onChange={(event) =>
                  actions.setAction(risk.id, action.id, { due: event.currentTarget.value })
                }
              />
              <button
                type="button"
                className="icon-button"
                aria-label={words.removeAction(action.title)}
                onClick={() => actions.removeAction(risk.id, action.id)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
