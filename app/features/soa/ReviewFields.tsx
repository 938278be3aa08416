import type * as Y from 'yjs';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { soaText } from '#core/workspace/workspace.ts';
import { DraftField } from '../../components/DraftField.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { peopleList } from '../team/PeopleOptions.tsx';
import { SharedTextArea } from './SharedTextArea.tsx';
import type { SoaActions } from './soa-actions.ts';

/** How well the control works, who has looked, and what else is to be said. */
export function ReviewFields({ entry, doc, actions }: { entry: SoaEntry; doc: Y.Doc; actions: SoaActions }) {
  const words = useMessages().rowMore;
  const { control } = entry;
  return (
    <>
      <fieldset className="panel-part">
        <legend className="label">{words.review}</legend>
        <div className="field-pairs">
          <label>
            <span className="label">{words.maturity}</span>
            <select
              className="field"
              value={entry.maturity}
              onChange={(event) => actions.setMaturity(control, Number(event.currentTarget.value))}
            >
              {words.maturities.map((word, value) => (
                <option key={word} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span className="label">{words.lastReview}</span>
            <input
              className="field"
              type="date"
              value={entry.lastReview}
              onChange={(event) => actions.setLastReview(control, event.currentTarget.value)}
            />
          </label>
          <DraftField
            label={words.reviewer}
            value={entry.reviewer}
            list={peopleList}
            onCommit={(reviewer) => actions.setReviewer(control, reviewer)}
          />
        </div>
      </fieldset>
      <div className="panel-part">
        <SharedTextArea
          text={soaText(doc, control, 'remarks')}
          label={words.remarks}
          placeholder={words.remarksPlaceholder}
          rows={2}
        />
      </div>
    </>
  );
}
