import { tell } from '../messages/messages.ts';
import { hostPattern } from '../pairing/lasting-bridge.ts';
import { watchPairingState } from '../pairing/pairing.ts';
import type { OpenCode } from '../pairing/pairing.ts';
import { strings } from './strings.ts';
import { useWatched } from './use-watched.ts';

function Code({ open }: { open: OpenCode }) {
  const until = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date(open.expiresAt));
  return (
    <>
      <h2>{strings.codeTitle}</h2>
      <p className="code" aria-label={open.code.split('').join(' ')}>
        {open.code.slice(0, 3)} {open.code.slice(3)}
      </p>
      <p className="quiet">{strings.codeHint(until, open.attemptsLeft)}</p>
    </>
  );
}

/** The pairing that is on offer or under way; nothing when there is none. */
export function PairingCard() {
  const state = useWatched(watchPairingState);
  if (!state?.offer) return null;
  const { offer, open } = state;
  const begin = () => {
    // Asked for in the click, as the browser wants it, and not waited for: without it pairing works too, until the tab is reloaded.
    chrome.permissions.request({ origins: [hostPattern(offer.origin)] }).catch(() => {});
    void tell({ kind: 'begin-pairing', origin: offer.origin });
  };
  return (
    <section className="card pairing" aria-live="polite">
      {open ? (
        <Code open={open} />
      ) : (
        <>
          <h2>{strings.pairingTitle}</h2>
          <p>
            {strings.pairingText} <b className="origin">{offer.origin}</b>
          </p>
          <p className="quiet">{strings.pairingHint}</p>
        </>
      )}
      <div className="actions">
        {!open && (
          <button type="button" className="primary" onClick={begin}>
            {strings.pair}
          </button>
        )}
        <button type="button" onClick={() => void tell({ kind: 'cancel-pairing' })}>
          {strings.cancel}
        </button>
      </div>
    </section>
  );
}
