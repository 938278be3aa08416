import * as v from 'valibot';
import { boxSchema } from '../page/facts-schema.ts';

/** What the window showed when the part was chosen, in CSS pixels; `pinch` is the part that two fingers enlarged. */
export const viewSchema = v.object({
  width: v.number(),
  height: v.number(),
  scrollX: v.number(),
  scrollY: v.number(),
  devicePixelRatio: v.number(),
  pinch: v.object({ scale: v.number(), left: v.number(), top: v.number() }),
});
export type View = v.InferOutput<typeof viewSchema>;

/**
 * How a selection on the page ended. `lost`: the page took the overlay away, or nobody chose for minutes. The content script's own world
 * is closed to the page, but what comes from a page's process is parsed all the same.
 */
export const selectionSchema = v.variant('kind', [
  v.object({ kind: v.literal('taken'), area: boxSchema, view: viewSchema }),
  v.object({ kind: v.literal('cancelled') }),
  v.object({ kind: v.literal('lost') }),
]);
export type Selection = v.InferOutput<typeof selectionSchema>;

/** Runs in the page: also as an injected function, so it may use nothing but what is in it. */
export function readView(): View {
  const pinch = visualViewport;
  return {
    width: innerWidth,
    height: innerHeight,
    scrollX,
    scrollY,
    devicePixelRatio,
    pinch: { scale: pinch?.scale ?? 1, left: pinch?.offsetLeft ?? 0, top: pinch?.offsetTop ?? 0 },
  };
}

/** The line by which the page hears that the extension's worker is gone, and with it whoever waits for the choice. */
export const selectionPortName = 'selection';

/** As in a `KeyboardEvent`. */
export type PressedKey = { key: string; shiftKey: boolean; altKey: boolean };

/** What the extension's own scripts in a page share about the selection; the page's scripts do not see it. */
export type SelectionWorld = {
  exhibitSelection?:
    | {
        /** Ends the selection as Escape does. */
        stop: () => void;
        /** Does what the key does on the page: for when the browser has put the focus into the panel. */
        press: (key: PressedKey) => void;
        /** Puts back what was scrolled for the picture. */
        restore: () => void;
      }
    | undefined;
};
