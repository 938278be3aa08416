import { useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { useFindings, type FindingsInput } from './use-findings.ts';

/** Takes an auditor's reply and says what came of it. */
export function ReplyCard({ input }: { input: FindingsInput }) {
  const words = useMessages().findings;
  const { findings, take } = useFindings(input);
  const [end, setEnd] = useState<{ kind: 'done' | 'failed'; text: string }>();
  const open = findings.filter(({ state }) => state === 'open').length;

  async function choose(file: File) {
    try {
      const taken = await take(file);
      setEnd(
        taken.ok
          ? { kind: 'done', text: words.taken(taken.value) }
          : { kind: 'failed', text: words.refused(taken.error) },
      );
    } catch {
      setEnd({ kind: 'failed', text: words.unreadable });
    }
  }

  return (
    <section className="card file-card" aria-labelledby="reply-title">
      <span className="sign">
        <Icon name="person" />
      </span>
      <div>
        <h2 id="reply-title">{words.replyTitle}</h2>
        <p>{words.replyText}</p>
        <div className="file-run">
          <label className="button file-choice">
            {words.choose}
            <input
              type="file"
              className="hidden-words"
              accept=".json"
              onChange={({ currentTarget }) => {
                const [file] = currentTarget.files ?? [];
                if (file) void choose(file);
                currentTarget.value = '';
              }}
            />
          </label>
          {findings.length > 0 && <a href={routes.findings}>{words.toFindings(open, findings.length)}</a>}
        </div>
        <p role="status" className="file-end" data-kind={end?.kind}>
          {end && (
            <>
              <Icon name={end.kind === 'done' ? 'check' : 'warning'} /> {end.text}
            </>
          )}
        </p>
      </div>
    </section>
  );
}
