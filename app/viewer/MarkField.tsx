import { useId } from 'react';
import { longestRemark, verdictSchema, type Mark, type Subject, type Verdict } from '#core/reply/reply.ts';
import { words } from './strings.ts';

export type Marking = {
  subject: Subject;
  mark: Mark | undefined;
  onMark: (mark: Mark | undefined) => void;
};

/** What the auditor says about one exhibit or row. */
export function MarkField({ subject, mark, onMark }: Marking) {
  const id = useId();
  const choose = (verdict: Verdict | undefined) =>
    onMark(verdict && { subject, verdict, text: mark?.text ?? '' });
  return (
    <fieldset className="mark-field card">
      <legend className="label">{words.yourMark}</legend>
      <div className="verdicts">
        {[undefined, ...verdictSchema.options].map((verdict) => (
          <label key={verdict ?? ''}>
            <input
              type="radio"
              name={id}
              checked={mark?.verdict === verdict}
              onChange={() => choose(verdict)}
            />
            {verdict ? words.verdicts[verdict] : words.noMark}
          </label>
        ))}
      </div>
      {mark && (
        <>
          <label className="label" htmlFor={`${id}-remark`}>
            {words.remark}
          </label>
          <textarea
            id={`${id}-remark`}
            className="field"
            maxLength={longestRemark}
            value={mark.text}
            onChange={(event) => onMark({ ...mark, text: event.currentTarget.value })}
          />
        </>
      )}
    </fieldset>
  );
}
