import type { ControlId } from '#core/catalogue/control.ts';
import { crosswalksOfControl } from '#core/catalogue/crosswalks.ts';
import { guidance } from '#core/catalogue/guidance.ts';
import { useMessages } from '../../messages/use-messages.ts';

/** What the control wants, what proves it and where that is found, in our own words. */
export function ControlGuidanceText({ control }: { control: ControlId }) {
  const messages = useMessages();
  const found = guidance.find((entry) => entry.control === control);
  if (!found) return null;
  const words = messages.row.guidance;
  return (
    <div className="guidance">
      <p>{found.explanation}</p>
      <h3>{words.convinces}</h3>
      <p>{found.convinces}</p>
      <h3>{words.evidence}</h3>
      <ul>
        {found.evidence.map(({ what, where }) => (
          <li key={what}>
            {what}
            <ul>
              {where.map(({ system, path }) => (
                <li key={`${system} ${path}`}>
                  <b>{system}</b> {path}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <h3>{words.questions}</h3>
      <ul>
        {found.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      <h3>{messages.crosswalks.ofControl}</h3>
      <ul>
        {crosswalksOfControl(found.control).map(({ name, ids }) => (
          <li key={name}>
            <b>{name}</b> {ids.join(', ')}
          </li>
        ))}
      </ul>
    </div>
  );
}
