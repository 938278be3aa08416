/**
 * A tab's line to a worker that all tabs share. A browser may end such a worker alone, and its ports then stay silent. So it holds a lock of its
 * own for as long as it lives; a tab that asked for the same lock gets it when the worker is gone, however it went.
 */

/** What the worker says first, to each tab. */
type Born = { kind: 'born'; life: string };

/** For the worker: takes a lock until the worker ends. Resolves with what to say to tabs. */
export function holdLife(locks: LockManager): Promise<Born> {
  const life = `exhibit-life-${crypto.randomUUID()}`;
  return new Promise((resolve, reject) => {
    const held = (): Promise<never> => {
      resolve({ kind: 'born', life });
      return new Promise<never>(() => undefined);
    };
    locks.request(life, held).catch(reject);
  });
}

type LineParts<In> = {
  locks: LockManager;
  /** Connects to the worker; where none is there, the browser starts one. */
  connect: () => MessagePort;
  hear: (message: In) => void;
  /** Says to a worker that was just connected to where this tab stands. `again`: the one before it ended unasked. */
  greet: (say: (message: unknown) => void, again: boolean) => void;
  /** The worker ended unasked, or never answered; another one is started next. */
  lost: () => void;
  /** How long a worker may be silent at first, in milliseconds: one that is just ending may be given a port that nobody reads. */
  patienceMs?: number;
};

export type WorkerLine<Out> = {
  say: (message: Out) => void;
  /** Whatever becomes of the worker from now on. */
  close: () => void;
};

/** Opens the line, and opens it again whenever the worker ended, until it is closed. */
export function openWorkerLine<Out, In extends { kind: string }>({
  locks,
  connect,
  hear,
  greet,
  lost,
  patienceMs = 15_000,
}: LineParts<In>): WorkerLine<Out> {
  const closing = new AbortController();
  let port: MessagePort;

  function start(again: boolean): void {
    const mine = connect();
    port = mine;
    const silent = setTimeout(() => restart(mine, again), patienceMs);
    closing.signal.addEventListener('abort', () => clearTimeout(silent));
    mine.addEventListener('message', ({ data }: MessageEvent<In | Born>) => {
      if (closing.signal.aborted || port !== mine) return;
      if (!isBorn(data)) return hear(data);
      clearTimeout(silent);
      // Rejects when the line is closed first.
      locks
        .request(data.life, { mode: 'shared', signal: closing.signal }, () => undefined)
        .then(() => restart(mine, true))
        .catch(() => undefined);
    });
    mine.start();
    greet((message) => mine.postMessage(message), again);
  }

  function restart(mine: MessagePort, hasEnded: boolean): void {
    if (closing.signal.aborted || port !== mine) return;
    // It may only have been slow: then it must not take this tab for two.
    mine.postMessage({ kind: 'bye' });
    mine.close();
    lost();
    // Whoever was told may have closed the line.
    if (!closing.signal.aborted) start(hasEnded);
  }

  start(false);
  return {
    say: (message) => port.postMessage(message),
    close: () => closing.abort(),
  };
}

const isBorn = (message: { kind: string }): message is Born => message.kind === 'born';
