/** Waiting that ends early when somebody asks to try again or the network comes back. */
export function createPause() {
  const wakers = new Set<() => void>();
  const wake = () => {
    for (const waker of wakers) waker();
  };
  globalThis.addEventListener('online', wake);
  return {
    wake,
    wait: (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          wakers.delete(end);
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        wakers.add(end);
      }),
  };
}

const firstMs = 500;
const mostMs = 15_000;

/** Longer after each failure, and not as long as others who failed at the same time. */
export const pauseAfter = (failures: number): number =>
  Math.min(firstMs * 2 ** failures, mostMs) * (0.5 + Math.random() / 2);
