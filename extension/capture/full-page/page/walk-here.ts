/** The walk that is under way in this page, where later injections find it: they share the content scripts' own world. */
import { Walk } from './walk.ts';

export type WalkedWorld = { exhibitWalk?: Walk };

const world = globalThis as unknown as WalkedWorld;

/** Begins a walk. One whose background died is ended first, so that the page is as its owner had it. */
export function beginWalk(): void {
  const before = world.exhibitWalk?.end();
  const walk = new Walk(() => {
    if (world.exhibitWalk === walk) delete world.exhibitWalk;
  }, before);
  world.exhibitWalk = walk;
}
