/** Gives the replica to one piece of work at a time, with no connection open: a file is read and written by the same counters as the place. */
export type Apart = ReturnType<typeof createApart>;

/** `leave` ends the connection and resolves when none is open. */
export function createApart(leave: () => Promise<unknown>) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    isTaken: (): boolean => waiting > 0,
    /** Resolves when a connection may be opened again. */
    async free(): Promise<void> {
      while (waiting > 0) await last;
    },
    take<Value>(work: () => Promise<Value>): Promise<Value> {
      waiting += 1;
      const turn = last.then(leave).then(work);
      const over = () => {
        waiting -= 1;
      };
      last = turn.then(over, over);
      return turn;
    },
  };
}
