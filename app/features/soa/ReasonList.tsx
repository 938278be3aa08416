import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { derivedFrom } from './derived-from.ts';
import { reasons } from './soa-columns.ts';
import type { SoaActions } from './soa-actions.ts';

/** Why the control is in: reasons ticked by hand, those that follow from links (which no click takes away), and the links. */
export function ReasonList({ entry, actions }: { entry: SoaEntry; actions: SoaActions }) {
  const messages = useMessages();
  const words = messages.rowMore;
  return (
    <fieldset className="panel-part">
      <legend className="label">{messages.row.reasons}</legend>
      <div className="reason-list">
        {reasons.map((reason) => {
          const derived = entry.derivedReasons.includes(reason);
          const { word, letter, hint } = messages.reasons[reason];
          return (
            <button
              key={reason}
              type="button"
              className="reason-word"
              aria-pressed={entry.reasons.includes(reason)}
              aria-disabled={derived}
              data-hint={derived ? words.derived(word, derivedFrom(entry, reason)) : hint}
              onClick={() =>
                !derived && actions.setReason(entry.control, reason, !entry.reasons.includes(reason))
              }
            >
              <span className="letter" aria-hidden="true">
                {letter}
              </span>
              {word}
            </button>
          );
        })}
      </div>
      {entry.derivedReasons.length > 0 && <p className="help derived-help">{words.derivedHelp}</p>}
      {entry.risks.length > 0 && (
        <>
          <h3 className="label linked-title">{words.risks}</h3>
          <ul className="linked-records">
            {entry.risks.map((risk) => (
              <li key={risk.id}>
                <a href={routes.risk(risk.id)}>
                  <span className="ref">{risk.reference}</span> {risk.title || messages.risks.untitled}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {entry.obligations.length > 0 && (
        <>
          <h3 className="label linked-title">{words.obligations}</h3>
          <ul className="linked-records">
            {entry.obligations.map((obligation) => (
              <li key={obligation.id}>
                <a href={routes.register('obligation')}>{obligation.name || messages.registers.untitled}</a>{' '}
                <span className="help">{messages.reasons[obligation.reason].word}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  );
}
