/** When a subject is replaced by its snapshot on the transport: PROTOCOL.md, REP-11. */
import type { Transport } from './transport.ts';

export type CompactionRule = {
  /** Stored envelopes of one subject from which on it is compacted. */
  after: number;
  /** Devices wait up to so long, in milliseconds, so that mostly one of them does it. */
  spreadMs: number;
};

export const usualCompaction: CompactionRule = { after: 500, spreadMs: 30_000 };

export type Compaction = {
  /** Everything was read; `envelopes` came since the last call. */
  caughtUp: (transport: Transport, envelopes: number) => void;
  stop: () => void;
};

/** Two devices that do it at once do no harm, see the rule; waiting only saves a snapshot. */
export function createCompaction(
  { after, spreadMs }: CompactionRule,
  /** Subjects that this device may write to. */
  subjects: () => readonly string[],
  compact: (subject: string) => Promise<unknown>,
): Compaction {
  /** Since the transport was last asked; the first reading always asks. */
  let since = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function full(transport: Transport): Promise<string[]> {
    const found: string[] = [];
    for (const subject of subjects()) {
      const count = await transport.count(subject);
      if (count.ok && count.value > after) found.push(subject);
    }
    return found;
  }

  async function compactFull(transport: Transport): Promise<void> {
    // Asked again: somebody else may have done it meanwhile.
    for (const subject of await full(transport)) await compact(subject);
  }

  async function look(transport: Transport): Promise<void> {
    if ((await full(transport)).length === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void compactFull(transport);
    }, Math.random() * spreadMs);
  }

  return {
    caughtUp(transport, envelopes) {
      since += envelopes;
      if (since < after / 5) return;
      since = 0;
      void look(transport);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      since = Infinity;
    },
  };
}
