import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Where a control was that had the focus: its region, or its card and the cards after and before it, nearest first. */
type Place = { control: Element; region: Element | null; cards: HTMLElement[] };

const cardsOf = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>('[data-clip]')];

function placeOf(root: HTMLElement, control: Element): Place {
  const cards = cardsOf(root);
  const own = control.closest<HTMLElement>('[data-clip]');
  const at = own ? cards.indexOf(own) : -1;
  const region = control.closest('.region');
  return { control, region, cards: at < 0 ? [] : [...cards.slice(at), ...cards.slice(0, at).toReversed()] };
}

/**
 * The element that goes on where the lost control was: what has come in its region, the nearest clip that waits for the person - the same
 * one if it still does -, else what is left of the same card, else the panel's own heading.
 */
function successorOf(root: HTMLElement, { region, cards }: Place): HTMLElement | null {
  const answer = region?.querySelector<HTMLElement>('[data-focus-after]');
  if (answer) return answer;
  const left = cards.filter((card) => card.isConnected && card.checkVisibility());
  const next = left.find((card) => card.dataset['clip'] === 'to-review') ?? left[0];
  return (next ?? root).querySelector<HTMLElement>('[data-focus-after]');
}

/**
 * Keeps the focus inside the panel when the control that has it goes away because it was used: a person with a keyboard or a screen
 * reader goes on at the next clip instead of at the top of the document.
 */
export function useKeptFocus(rootRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = rootRef.current;
    if (!root) return;
    let place: Place | undefined;
    const onFocus = ({ target }: FocusEvent) => {
      place = target instanceof Element ? placeOf(root, target) : undefined;
    };
    const observer = new MutationObserver(() => {
      if (!place || place.control.isConnected) return;
      const lost = place;
      place = undefined;
      if (document.activeElement === document.body || document.activeElement === null)
        successorOf(root, lost)?.focus();
    });
    root.addEventListener('focusin', onFocus);
    observer.observe(root, { childList: true, subtree: true });
    return () => {
      root.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, [rootRef]);
}
