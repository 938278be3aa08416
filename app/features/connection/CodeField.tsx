import { useId, useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import type { PairFailure } from '../../services/inbox-port.ts';
import type { Result } from '#core/shared/result.ts';

const length = 6;

/** What was typed or pasted as the code it means: capitals, without blanks and dashes. */
export const codeOf = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, length);

type CodeFieldProps = { pair: (code: string) => Promise<Result<void, PairFailure>> };

/** Six characters in one field, so that pasting and password managers work; sent by itself when the sixth is there. */
export function CodeField({ pair }: CodeFieldProps) {
  const messages = useMessages();
  const id = useId();
  const [code, setCode] = useState('');
  const [checking, setChecking] = useState(false);
  const [error, setError] = useState<PairFailure>();

  async function send(complete: string) {
    setChecking(true);
    setError(undefined);
    const paired = await pair(complete);
    setChecking(false);
    if (paired.ok) return;
    setError(paired.error);
    setCode('');
    document.getElementById(id)?.focus();
  }

  function change(typed: string) {
    const next = codeOf(typed);
    setCode(next);
    if (next.length === length) void send(next);
  }

  const sentence = (failure: PairFailure) => {
    if (failure.kind === 'wrong-code') return messages.inbox.wrong(failure.attemptsLeft);
    return failure.kind === 'no-code-open' ? messages.inbox.noCodeOpen : messages.inbox.noAnswer;
  };

  return (
    <form
      className="code-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === length) void send(code);
      }}
    >
      <label className="label" htmlFor={id}>
        {messages.inbox.code}
      </label>
      <div className="code-box" data-invalid={error !== undefined}>
        <span className="code-slots" aria-hidden="true">
          {Array.from({ length }, (_, at) => (
            // Slots differ by place alone.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={at} data-filled={at < code.length} data-next={at === code.length}>
              {code[at]}
            </span>
          ))}
        </span>
        <input
          id={id}
          value={code}
          onChange={(event) => change(event.currentTarget.value)}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          inputMode="text"
          readOnly={checking}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-help ${id}-error`}
        />
      </div>
      <p id={`${id}-help`} className="help">
        {checking ? messages.inbox.checking : messages.inbox.codeHelp}
      </p>
      <p id={`${id}-error`} className="error" role="alert">
        {error && sentence(error)}
      </p>
    </form>
  );
}
