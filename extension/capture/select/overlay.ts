/**
 * The layer over the page on which a person chooses. It stands in a closed shadow root in the browser's top layer, takes the person's own
 * events before the page does, ignores the page's synthetic ones, and leaves nothing behind.
 */
import { activeElementOf, bodyOf, makeElement, rootElementOf } from '../page/native.ts';
import type { Box } from '../page/place.ts';
import { readView, selectionPortName } from './selection.ts';
import type { PressedKey, Selection, SelectionWorld } from './selection.ts';
import { words } from './words.ts';

export type Overlay = {
  /** Draws the frame around the box, with the sentence that a screen reader says. */
  show: (box: Box, sentence: string) => void;
  /** What is under a point of the window, as if the overlay were not there. */
  lookThrough: <Value>(look: () => Value) => Value;
};

export type Chooser = {
  label: string;
  hint: string;
  /** What is chosen when the person presses Enter at once. */
  begin: (overlay: Overlay) => void;
  onPointer: (event: PointerEvent) => 'take' | undefined;
  onKey: (key: PressedKey) => void;
  /** The chosen part of the window, asked for when the overlay is gone; undefined for none that shows. */
  area: () => Promise<Box | undefined>;
  /** Puts back whatever was scrolled. Also called when nothing is taken. */
  restore: () => void;
};

/** Somebody who walked away must not find the page blocked. */
const patienceMs = 4 * 60_000;
/** A key that is held longer ends somewhere else, as in another window. */
const longestHoldMs = 1_000;
const swallowed = [
  'pointerdown',
  'pointermove',
  'pointerup',
  'pointercancel',
  'mousedown',
  'mousemove',
  'mouseup',
  'mouseover',
  'mouseout',
  'click',
  'auxclick',
  'dblclick',
  'contextmenu',
  'keydown',
  'keypress',
  'keyup',
] as const;

function styled<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, style: Partial<CSSStyleDeclaration>) {
  const element = makeElement(tag);
  // Not by a style sheet: the page's policy may forbid those.
  Object.assign(element.style, style);
  return element;
}

/** The page's styles may say anything about an element that stands in it; these of its own cannot be overruled by a style sheet. */
function makeHost(): HTMLElement {
  const host = makeElement('div');
  const style = {
    all: 'initial',
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100vh',
    margin: '0',
    padding: '0',
    border: '0',
    background: 'transparent',
    overflow: 'hidden',
    'z-index': '2147483647',
    'pointer-events': 'auto',
    'touch-action': 'none',
    cursor: 'crosshair',
    display: 'block',
  };
  for (const [name, value] of Object.entries(style)) host.style.setProperty(name, value, 'important');
  host.popover = 'manual';
  return host;
}

const after = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

const twoFrames = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** What had the focus, also inside open shadow roots. */
function focusedElement(): HTMLElement | undefined {
  let focused = activeElementOf(document);
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement && focused !== bodyOf(document) ? focused : undefined;
}

const fontOf = '14px/1.4 system-ui, sans-serif';
/** On a dark page the dark labels would have no edge. */
const edge = '0 0 0 1px rgb(98 210 181 / 55%)';

function makeParts(host: HTMLElement, { label, hint }: Chooser) {
  const frame = styled('div', {
    position: 'fixed',
    boxSizing: 'border-box',
    outline: '2px solid #62d2b5',
    boxShadow: '0 0 0 1px #05231b, 0 0 0 200vmax rgb(0 0 0 / 45%)',
    display: 'none',
  });
  const size = styled('div', {
    position: 'fixed',
    padding: '2px 8px',
    borderRadius: '6px',
    background: '#05231b',
    color: '#ffffff',
    font: fontOf,
    boxShadow: edge,
    display: 'none',
  });
  const help = styled('div', {
    position: 'fixed',
    insetInline: '0',
    top: '12px',
    marginInline: 'auto',
    width: 'fit-content',
    maxWidth: 'min(640px, calc(100vw - 48px))',
    padding: '8px 14px',
    borderRadius: '8px',
    background: '#05231b',
    color: '#ffffff',
    font: fontOf,
    boxShadow: `${edge}, 0 2px 12px rgb(0 0 0 / 50%)`,
    pointerEvents: 'none',
  });
  const heading = styled('strong', { display: 'block' });
  heading.textContent = label;
  help.append(heading, hint);
  const said = styled('div', {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  });
  said.setAttribute('role', 'status');
  const root = host.attachShadow({ mode: 'closed' });
  // Arrow keys are for us, so a screen reader is asked to hand them on.
  const stage = styled('div', { position: 'fixed', inset: '0', outline: 'none' });
  stage.tabIndex = -1;
  stage.setAttribute('role', 'application');
  stage.setAttribute('aria-label', `${label}. ${hint}`);
  stage.append(frame, size, help, said);
  root.append(stage);
  return { frame, size, help, said, stage };
}

/** Lets the person choose. Resolves when the overlay is gone from the screen; never rejects. */
export function choose(chooser: Chooser): Promise<Selection> {
  const world = globalThis as SelectionWorld;
  world.exhibitSelection?.stop();
  const { promise, resolve } = Promise.withResolvers<Selection>();
  const before = focusedElement();
  const host = makeHost();
  const { frame, size, help, said, stage } = makeParts(host, chooser);
  let isOver = false;
  /** The key that ended it has been let go. */
  const released = Promise.withResolvers<void>();

  const line = chrome.runtime.connect({ name: selectionPortName });
  line.onDisconnect.addListener(() => void end('cancelled'));
  const removal = new MutationObserver(() => {
    if (!host.isConnected) void end('lost');
  });
  const timer = setTimeout(() => void end('lost'), patienceMs);

  const overlay: Overlay = {
    show: (box, sentence) => {
      const width = Math.round(box.right - box.left);
      const height = Math.round(box.bottom - box.top);
      Object.assign(frame.style, {
        display: 'block',
        left: `${box.left}px`,
        top: `${box.top}px`,
        width: `${box.right - box.left}px`,
        height: `${box.bottom - box.top}px`,
      });
      size.textContent = words.size(width, height);
      const below = box.bottom + 34 < innerHeight ? box.bottom + 6 : Math.max(0, box.bottom - 32);
      Object.assign(size.style, { display: 'block', left: `${Math.max(0, box.left)}px`, top: `${below}px` });
      // The words must not stand where somebody wants to look.
      const isHigh = box.top < help.offsetTop + help.offsetHeight + 12 && box.bottom < innerHeight - 140;
      Object.assign(help.style, isHigh ? { top: 'auto', bottom: '12px' } : { top: '12px', bottom: 'auto' });
      said.textContent = sentence;
    },
    lookThrough: (look) => {
      host.style.setProperty('pointer-events', 'none', 'important');
      try {
        return look();
      } finally {
        host.style.setProperty('pointer-events', 'auto', 'important');
      }
    },
  };

  function leave(): void {
    host.remove();
    removal.disconnect();
    clearTimeout(timer);
    before?.focus({ preventScroll: true });
  }

  function deafen(): void {
    for (const type of swallowed) removeEventListener(type, onEvent, { capture: true });
    line.disconnect();
  }

  async function end(kind: 'taken' | 'cancelled' | 'lost', byKey = false): Promise<void> {
    if (isOver) return;
    isOver = true;
    leave();
    await twoFrames();
    // What belongs to the same click has come by then; a key may be held longer, and its release is not for the page either.
    void Promise.race([byKey ? released.promise : undefined, after(longestHoldMs)]).then(deafen);
    if (kind !== 'taken') chooser.restore();
    const area = kind === 'taken' ? await chooser.area() : undefined;
    if (kind === 'taken') resolve(area ? { kind, area, view: readView() } : { kind: 'lost' });
    else resolve({ kind });
  }

  function onEvent(event: Event): void {
    // A page may dispatch what it likes, at whatever it finds: only a person chooses.
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isOver) {
      if (event.type === 'keyup') released.resolve();
      return;
    }
    if (event instanceof PointerEvent && event.type.startsWith('pointer')) {
      if (chooser.onPointer(event) === 'take') void end('taken');
    } else if (event instanceof KeyboardEvent && event.type === 'keydown') onKey(event, true);
  }

  function onKey(pressed: PressedKey, onPage: boolean): void {
    if (isOver) return;
    if (pressed.key === 'Escape') void end('cancelled', onPage);
    else if (pressed.key === 'Enter') void end('taken', onPage);
    else chooser.onKey(pressed);
  }

  world.exhibitSelection = {
    stop: () => void end('cancelled'),
    press: (key) => onKey(key, false),
    restore: chooser.restore,
  };
  for (const type of swallowed) addEventListener(type, onEvent, { capture: true });
  const root = rootElementOf(document);
  root.append(host);
  removal.observe(root, { childList: true });
  host.showPopover();
  host.addEventListener('toggle', (event) => {
    if (event.isTrusted && event.newState === 'closed') void end('lost');
  });
  stage.focus({ preventScroll: true });
  chooser.begin(overlay);
  return promise;
}
