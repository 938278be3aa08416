import { readWithin, shownBoxOf } from '../page/area.ts';
import { activeElementOf, bodyOf, firstOf, rootElementOf } from '../page/native.ts';
import type { Box } from '../page/place.ts';
import { aroundOf, elementAt, insideOf, nameOf } from './element-tree.ts';
import { choose } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import type { PressedKey, Selection } from './selection.ts';
import { words } from './words.ts';

/** Where a person without a pointer begins: at what has the focus, else at the content of the page. */
function firstElement(): Element {
  const [focused, body, root] = [activeElementOf(document), bodyOf(document), rootElementOf(document)];
  if (focused && focused !== body && focused !== root) return focused;
  return firstOf(root, 'main, [role="main"]') ?? body ?? root;
}

const twoFrames = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** The box as it is now: places are remembered for one look only, as pages move. */
function boxNow(element: Element): Box | undefined {
  readWithin(undefined);
  return shownBoxOf(element);
}

type Scrolled = Map<Element, { left: number; top: number }>;

/** Scrolls to the element as little as possible, and notes where everything around it stood at first. */
function scrollTo(element: Element, scrolled: Scrolled): void {
  for (let box: Element | undefined = element; box; box = aroundOf(box))
    if (!scrolled.has(box)) scrolled.set(box, { left: box.scrollLeft, top: box.scrollTop });
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
}

/** Lets the person point at an element, or walk to it with the keyboard. What is larger than the window is cut to what shows. */
export function chooseElement(): Promise<Selection> {
  let overlay: Overlay;
  let chosen = firstElement();
  let isPressed = false;
  const scrolled: Scrolled = new Map();
  /** The way back down. */
  const came: Element[] = [];

  function show(element: Element): void {
    chosen = element;
    const box = boxNow(element) ?? { left: 0, top: 0, right: 0, bottom: 0 };
    const name = nameOf(element);
    overlay.show(
      box,
      words.elementAt(name, Math.round(box.right - box.left), Math.round(box.bottom - box.top)),
    );
  }

  function onPointer({ type, clientX, clientY, button }: PointerEvent): 'take' | undefined {
    if (type === 'pointermove' || type === 'pointerdown') {
      readWithin(undefined);
      const under = overlay.lookThrough(() => elementAt(clientX, clientY));
      if (under && under !== chosen) {
        came.length = 0;
        show(under);
      }
    }
    if (type === 'pointerdown' && button === 0) isPressed = true;
    return isPressed && type === 'pointerup' ? 'take' : undefined;
  }

  function beside(step: 1 | -1): Element | undefined {
    const around = aroundOf(chosen);
    const all = around ? insideOf(around) : [];
    return all[all.indexOf(chosen) + step];
  }

  function onKey({ key }: PressedKey): void {
    let next: Element | undefined;
    if (key === 'ArrowUp') {
      next = aroundOf(chosen);
      if (next) came.push(chosen);
    } else if (key === 'ArrowDown') next = came.pop() ?? insideOf(chosen)[0];
    else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      next = beside(key === 'ArrowLeft' ? -1 : 1);
      if (next) came.length = 0;
    }
    if (!next) return;
    scrollTo(next, scrolled);
    show(next);
  }

  return choose({
    label: words.element,
    hint: words.elementHint,
    begin: (shown) => {
      overlay = shown;
      show(chosen);
    },
    onPointer,
    onKey,
    area: async () => {
      scrollTo(chosen, scrolled);
      await twoFrames();
      return boxNow(chosen);
    },
    restore: () => {
      for (const [box, { left, top }] of scrolled) box.scrollTo({ left, top, behavior: 'instant' });
    },
  });
}
