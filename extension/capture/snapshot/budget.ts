import type { SkippedSnapshot } from '#core/evidence/snapshot.ts';
import { longestDraft } from '#core/evidence/snapshot.ts';
import { Slices } from '../page/slices.ts';

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
const patienceMs = 12_000;

/** What one snapshot may cost the page. Every spender throws `NoSnapshot` when it is used up. */
export class Budget {
  private nodes = 0;
  private characters = 0;
  private readonly slices = new Slices();

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
    return this.slices.isOver;
  }

  /** To be awaited when the slice is over. */
  async rest(): Promise<void> {
    if (this.slices.sinceBegun > patienceMs) throw new NoSnapshot('too-slow');
    await this.slices.rest();
  }
}
