import type { Box } from './place.ts';

/** The extension's own scripts in a page share this global, which the page's scripts do not see. A script file takes no arguments. */
type Asked = { exhibitAskedArea?: Box | undefined };

/** Runs in the page, as an injected function: it may use nothing but what is in it. */
export const askForArea = (area: Box): void => {
  (globalThis as Asked).exhibitAskedArea = area;
};

/** The part of the page that the next reading is asked for; undefined for all of it. Counts once. */
export function takeAskedArea(): Box | undefined {
  const asked = globalThis as Asked;
  const area = asked.exhibitAskedArea;
  asked.exhibitAskedArea = undefined;
  return area;
}
