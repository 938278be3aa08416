/**
 * Work inside the page in slices, so that the page's own script and the person at it get their turn in between. Everything that runs in a
 * page for longer than a moment is a generator that yields wherever it may be interrupted, once `isOver` says so.
 */

/** Milliseconds of work in one piece; 50 is what counts as a long task (W3C Long Tasks), and one step of ours may take a while. */
const sliceMs = 12;

/**
 * Hands the thread back to the page: at once again where nothing else waits. `scheduler.yield` would come back before all that waits in the
 * page, timers as late as a second in a tab that is not in front. The channel belongs to the content scripts' world: no page sees it.
 */
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

export class Slices {
  private readonly begun = performance.now();
  private sliceBegun = this.begun;

  /** Milliseconds since the work began, the page's own turns among them. */
  get sinceBegun(): number {
    return performance.now() - this.begun;
  }

  get isOver(): boolean {
    return performance.now() - this.sliceBegun > sliceMs;
  }

  /** To be awaited when the slice is over. */
  async rest(): Promise<void> {
    await turn();
    this.sliceBegun = performance.now();
  }
}

/** Work that yields when a slice is over. */
export type Sliced<Value> = Generator<undefined, Value, void>;

/** Does the work, with a rest wherever it yields. Rejects with what the work throws. */
export async function inSlices<Value>(work: Sliced<Value>, slices: Slices): Promise<Value> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await slices.rest();
  }
}
