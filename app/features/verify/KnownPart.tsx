import { useMessages } from '../../messages/use-messages.ts';
import type { useKnown } from './use-known.ts';

type KnownPartProps = { known: ReturnType<typeof useKnown>; disabled: boolean };

/** What the reader knows from elsewhere, which alone decides whose pack it is. */
export function KnownPart({ known, disabled }: KnownPartProps) {
  const words = useMessages().verify;
  const { own, wrongLine, wrongRoots } = known;
  return (
    <fieldset className="card verify-known" disabled={disabled}>
      <legend>{words.knownTitle}</legend>
      {known.hasOwn && (
        <label className="verify-own">
          <input
            type="checkbox"
            checked={known.withOwn}
            aria-describedby="verify-own-help"
            onChange={(event) => known.setWithOwn(event.currentTarget.checked)}
          />
          <span>
            {words.own}
            <span id="verify-own-help" className="help block">
              {words.ownHint(own.devices.length, own.lost.length, own.stampRoots.length)}
            </span>
          </span>
        </label>
      )}
      <div>
        <label className="label" htmlFor="verify-lines">
          {words.lines}
        </label>
        <textarea
          id="verify-lines"
          className="field mono"
          rows={2}
          autoComplete="off"
          aria-invalid={wrongLine !== undefined}
          aria-describedby="verify-lines-help"
          value={known.lines}
          onChange={(event) => known.setLines(event.currentTarget.value)}
        />
        <p className="help" id="verify-lines-help">
          {wrongLine === undefined ? words.linesHint : words.linesWrong(wrongLine)}
        </p>
      </div>
      <details open={wrongRoots || undefined}>
        <summary>{words.roots}</summary>
        <textarea
          className="field mono"
          rows={3}
          autoComplete="off"
          aria-label={words.roots}
          aria-invalid={wrongRoots}
          aria-describedby="verify-roots-help"
          value={known.roots}
          onChange={(event) => known.setRoots(event.currentTarget.value)}
        />
        <p className="help" id="verify-roots-help">
          {wrongRoots ? words.rootsWrong : words.rootsHint}
        </p>
      </details>
    </fieldset>
  );
}
