/** Pairing with a workspace: one origin, by a code that the extension shows and a person types into the workspace. */
import * as v from 'valibot';
import type { HandoverSource } from '#core/handover/answer.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';

const lifetimeMs = 5 * 60_000;
const maxAttempts = 5;
/** No characters that are mistaken for one another; 30^6 codes, five tries. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeLength = 6;

const offerSchema = v.object({ origin: v.string(), tabId: v.number() });
const openCodeSchema = v.object({
  origin: v.string(),
  code: v.string(),
  /** Milliseconds since 1970. */
  expiresAt: v.number(),
  attemptsLeft: v.number(),
});
const stateSchema = v.fallback(
  v.object({ offer: v.optional(offerSchema), open: v.optional(openCodeSchema) }),
  {},
);

export type PairingOffer = v.InferOutput<typeof offerSchema>;
export type OpenCode = v.InferOutput<typeof openCodeSchema>;
/**
 * `offer`: a workspace page on which the person pressed the button. `open`: the code that waits to be typed; it stays, and opens
 * nothing, when its time is over or no tries are left, so that the person learns why.
 */
export type PairingState = v.InferOutput<typeof stateSchema>;

const storageKey = 'pairing';

export async function readPairingState(): Promise<PairingState> {
  // Session storage: in memory, gone with the browser, shared by all contexts of the extension and by nobody else.
  return v.parse(stateSchema, (await chrome.storage.session.get(storageKey))[storageKey] ?? {});
}

/** What is left of a code at this moment (milliseconds since 1970). */
export function codeStanding(open: OpenCode, now: number): 'valid' | 'expired' | 'no-tries-left' {
  if (open.attemptsLeft === 0) return 'no-tries-left';
  return now > open.expiresAt ? 'expired' : 'valid';
}

/**
 * Whether a workspace may stand at this origin: nobody on the way can read or change what comes from https and from this machine,
 * and only there has a page the browser's cryptography, without which the app cannot check a hash.
 */
export function isPairableOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}

/** Everyone who reads the state in order to write it does so under this lock: a change in between would be undone unseen. */
const holdingState = <Value>(change: () => Promise<Value>): Promise<Value> =>
  navigator.locks.request('pairing-state', change);

const writePairingState = (state: PairingState) => chrome.storage.session.set({ [storageKey]: state });

/** Calls back with the state now and after each change. Returns how to stop. */
export function watchPairingState(listener: (state: PairingState) => void): () => void {
  const refresh = () => void readPairingState().then(listener);
  const onChanged = (changes: Record<string, unknown>) => {
    if (storageKey in changes) refresh();
  };
  chrome.storage.session.onChanged.addListener(onChanged);
  refresh();
  return () => chrome.storage.session.onChanged.removeListener(onChanged);
}

/** Puts a workspace on offer; an offer or code that was there is gone. */
export const offerPairing = (offer: PairingOffer): Promise<void> =>
  holdingState(() => writePairingState({ offer }));

/** Withdraws offer and code. Resolves with the offer that there was. */
export const endPairing = (): Promise<PairingOffer | undefined> =>
  holdingState(async () => {
    const { offer } = await readPairingState();
    await writePairingState({});
    return offer;
  });

function newCode(): string {
  // Rejection sampling: a plain remainder would prefer some characters.
  let code = '';
  while (code.length < codeLength) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 256 - (256 % alphabet.length)) code += alphabet.charAt(byte % alphabet.length);
  }
  return code;
}

/** Opens a new code for the workspace on offer; undefined when the offer is for another origin. */
export const openCode = (origin: string, now = Date.now()): Promise<PairingOffer | undefined> =>
  holdingState(async () => {
    const { offer } = await readPairingState();
    if (offer?.origin !== origin) return undefined;
    const open = { origin, code: newCode(), expiresAt: now + lifetimeMs, attemptsLeft: maxAttempts };
    await writePairingState({ offer, open });
    return offer;
  });

/** As a person may type it: in small letters, with spaces or a dash. */
const normalised = (code: string) => code.toUpperCase().replace(/[\s-]/g, '');

/**
 * Who is paired, and the check of a typed code ([HANDOVER-2]). `onPaired` runs once a new pairing is stored; the pairing stands
 * whatever becomes of it, so it must not reject.
 */
export function createPairing(
  db: ExtensionDatabase,
  onPaired: (origin: string) => Promise<void>,
  now: () => number = Date.now,
): Pick<HandoverSource, 'isPaired' | 'tryCode'> {
  return {
    isPaired: async (origin) => (await db.pairings.get(origin)) !== undefined,

    async tryCode(origin, code) {
      // One try at a time, so that tries sent at once cannot share the last attempt.
      const outcome = await holdingState(() => tryCode(origin, code));
      if (outcome === 'paired') await onPaired(origin);
      return outcome;
    },
  };

  async function tryCode(origin: string, code: string) {
    const { offer, open } = await readPairingState();
    if (!offer || open?.origin !== origin || codeStanding(open, now()) !== 'valid')
      return { reason: 'no-pairing-open' } as const;
    if (normalised(code) !== open.code) {
      const attemptsLeft = open.attemptsLeft - 1;
      await writePairingState({ offer, open: { ...open, attemptsLeft } });
      return { reason: 'wrong-code', attemptsLeft } as const;
    }
    await db.pairings.put({ origin, pairedAt: new Date(now()).toISOString() });
    await writePairingState({});
    return 'paired' as const;
  }
}
