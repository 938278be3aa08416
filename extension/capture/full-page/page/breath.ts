/** Waiting inside the page. A page is never kept busy for longer than a person notices. */
import { Slices } from '../../page/slices.ts';

const slices = new Slices();

/** Lets the page go on when our work has taken long enough. */
export async function breathe(): Promise<void> {
  if (slices.isOver) await slices.rest();
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Resolves when the page has been drawn; without drawing, as in a tab that is not in front, after a while. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** What was changed before the call is on the screen afterwards. */
export async function drawn(): Promise<void> {
  await nextFrame();
  await nextFrame();
}
