import { useEffect, useState } from 'react';
import { tell } from '../messages/messages.ts';
import { hostPattern } from '../pairing/lasting-bridge.ts';
import { codeStanding, watchPairingState } from '../pairing/pairing.ts';
import type { OpenCode, PairingOffer } from '../pairing/pairing.ts';
import { strings } from './strings.ts';
import { useWatched } from './use-watched.ts';

const begin = (origin: string) => void tell({ kind: 'begin-pairing', origin });

/** What is left of the code, also at the moment when its time is over. */
function useStanding(open: OpenCode): ReturnType<typeof codeStanding> {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, open.expiresAt - Date.now()) + 50);
    return () => clearTimeout(timer);
  }, [open.expiresAt]);
  return codeStanding(open, now);
}

function Cancel() {
  return (
    <button type="button" onClick={() => void tell({ kind: 'cancel-pairing' })}>
      {strings.cancel}
    </button>
  );
}

function Code({ open }: { open: OpenCode }) {
  const standing = useStanding(open);
  const until = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date(open.expiresAt));
  if (standing === 'valid') {
    return (
      <>
        <h2 tabIndex={-1} data-focus-after>
          {strings.codeTitle}
        </h2>
        <p className="code" aria-hidden="true">
          <span>{open.code.slice(0, 3)}</span> <span>{open.code.slice(3)}</span>
        </p>
        <p className="unseen">{strings.codeSpelled(open.code)}</p>
        <p className="quiet">{strings.codeHint(until, open.attemptsLeft)}</p>
        <div className="actions">
          <Cancel />
        </div>
      </>
    );
  }
  return (
    <>
      <h2 tabIndex={-1} data-focus-after>
        {standing === 'expired' ? strings.codeExpired : strings.codeUsedUp}
      </h2>
      <p className="origin">{open.origin}</p>
      <p className="quiet">{standing === 'expired' ? strings.codeExpiredHint : strings.codeUsedUpHint}</p>
      <div className="actions">
        <button type="button" className="primary" onClick={() => begin(open.origin)}>
          {strings.newCode}
        </button>
        <Cancel />
      </div>
    </>
  );
}

function Offer({ offer }: { offer: PairingOffer }) {
  const ask = () => {
    // Asked for in the click, as the browser wants it, and not waited for: without it pairing works too, until the tab is reloaded.
    chrome.permissions.request({ origins: [hostPattern(offer.origin)] }).catch(() => {});
    begin(offer.origin);
  };
  return (
    <>
      <h2 tabIndex={-1} data-focus-after>
        {strings.pairingTitle}
      </h2>
      <p>
        {strings.pairingText} <b className="origin">{offer.origin}</b>
      </p>
      <p className="quiet">{strings.pairingHint}</p>
      <div className="actions">
        <button type="button" className="primary" onClick={ask}>
          {strings.pair}
        </button>
        <Cancel />
      </div>
    </>
  );
}

/** The pairing that is on offer or under way; an empty region when there is none, so that its coming is heard. */
export function PairingCard() {
  const state = useWatched(watchPairingState);
  return (
    <div className="region" aria-live="polite">
      {state?.offer && (
        <section className="card pairing">
          {state.open ? (
            // A new code has a time of its own.
            <Code key={state.open.code} open={state.open} />
          ) : (
            <Offer offer={state.offer} />
          )}
        </section>
      )}
    </div>
  );
}
