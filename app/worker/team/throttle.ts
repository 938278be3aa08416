/** Calls at most every quarter of a second, and never leaves the last call out: progress of a transfer comes hundreds of times a second. */
const everyMs = 250;

export function createThrottle(work: () => void): (() => void) & { stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      work();
    }, everyMs);
  };
  return Object.assign(soon, {
    stop() {
      clearTimeout(timer);
    },
  });
}
