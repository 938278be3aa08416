import type { SkippedSnapshot } from '#core/evidence/snapshot.ts';
import { longestDraft } from '#core/evidence/snapshot.ts';

/** Why a page gets no snapshot; the clip goes on without. */
export class NoSnapshot extends Error {
  readonly why: SkippedSnapshot;
  constructor(why: SkippedSnapshot) {
    super(why);
    this.why = why;
  }
}

const maxNodes = 60_000;
/** Deeper trees are no pages, and the parser flattens them anyway (512 levels in Chromium). */
export const maxDepth = 500;
/** The page's own script gets its turn after so many milliseconds. */
const sliceMs = 12;
const patienceMs = 12_000;

/** Hands the thread back to the page: at once again where nothing else waits. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => {
      channel.port1.close();
      resolve();
    });
    channel.port1.start();
    channel.port2.postMessage(null);
  });

/** What one snapshot may cost the page. Every spender throws `NoSnapshot` when it is used up. */
export class Budget {
  private nodes = 0;
  private characters = 0;
  private readonly begun = performance.now();
  private sliceBegun = this.begun;

  node(): void {
    this.nodes += 1;
    if (this.nodes > maxNodes) throw new NoSnapshot('too-many-nodes');
  }

  /** Refuses a page at once that is known to have more elements than that. */
  expect(elements: number): void {
    if (elements > maxNodes) throw new NoSnapshot('too-many-nodes');
  }

  write(characters: number): void {
    this.characters += characters;
    if (this.characters > longestDraft) throw new NoSnapshot('too-large');
  }

  /** How many characters may still be written. */
  get left(): number {
    return longestDraft - this.characters;
  }

  get sliceIsOver(): boolean {
    return performance.now() - this.sliceBegun > sliceMs;
  }

  /** To be awaited when the slice is over. */
  async rest(): Promise<void> {
    if (performance.now() - this.begun > patienceMs) throw new NoSnapshot('too-slow');
    await turn();
    this.sliceBegun = performance.now();
  }
}
