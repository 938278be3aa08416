import type { Box } from '../page/place.ts';
import { choose } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import type { PressedKey, Selection } from './selection.ts';
import { words } from './words.ts';

/** A press that moves less is no drag; in CSS pixels. */
const smallest = 4;
/** One press of an arrow key; with Alt it is one pixel. */
const stepPx = 10;

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** Lets the person draw an area of the window, by dragging or with the keyboard. Boxes in CSS pixels of the window. */
export function chooseRegion(): Promise<Selection> {
  let overlay: Overlay;
  let box: Box = {
    left: Math.round(innerWidth / 4),
    top: Math.round(innerHeight / 4),
    right: Math.round((innerWidth * 3) / 4),
    bottom: Math.round((innerHeight * 3) / 4),
  };
  let from: { x: number; y: number } | undefined;

  function show(next: Box): void {
    box = next;
    const { left, top, right, bottom } = box;
    overlay.show(box, words.regionAt(left, top, right - left, bottom - top));
  }

  function drawTo({ clientX, clientY }: PointerEvent, start: { x: number; y: number }): void {
    const x = clamp(clientX, 0, innerWidth);
    const y = clamp(clientY, 0, innerHeight);
    show({
      left: Math.min(x, start.x),
      top: Math.min(y, start.y),
      right: Math.max(x, start.x),
      bottom: Math.max(y, start.y),
    });
  }

  function onPointer(event: PointerEvent): 'take' | undefined {
    if (event.type === 'pointerdown' && event.button === 0) from = { x: event.clientX, y: event.clientY };
    if (!from) return undefined;
    if (event.type === 'pointercancel') from = undefined;
    else if (event.type === 'pointermove') drawTo(event, from);
    else if (event.type === 'pointerup') {
      const start = from;
      from = undefined;
      const dragged = Math.min(Math.abs(event.clientX - start.x), Math.abs(event.clientY - start.y));
      if (dragged < smallest) return undefined;
      drawTo(event, start);
      return 'take';
    }
    return undefined;
  }

  function onKey({ key, shiftKey, altKey }: PressedKey): void {
    const step = altKey ? 1 : stepPx;
    const x = key === 'ArrowLeft' ? -step : key === 'ArrowRight' ? step : 0;
    const y = key === 'ArrowUp' ? -step : key === 'ArrowDown' ? step : 0;
    if (x === 0 && y === 0) return;
    const { left, top, right, bottom } = box;
    if (shiftKey) {
      const wider = clamp(right + x, left + smallest, innerWidth);
      return show({ left, top, right: wider, bottom: clamp(bottom + y, top + smallest, innerHeight) });
    }
    const byX = clamp(x, -left, innerWidth - right);
    const byY = clamp(y, -top, innerHeight - bottom);
    show({ left: left + byX, top: top + byY, right: right + byX, bottom: bottom + byY });
  }

  return choose({
    label: words.region,
    hint: words.regionHint,
    begin: (shown) => {
      overlay = shown;
      show(box);
    },
    onPointer,
    onKey,
    area: async () => box,
    restore: () => undefined,
  });
}
