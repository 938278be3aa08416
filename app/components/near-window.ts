/** How far outside the window of a scrolling list its parts are drawn already, in CSS pixels. */
const marginPixels = 144;

/** Hears whether its part is in or near the window, and how high it is, in CSS pixels. */
type NearListener = (near: boolean, height: number) => void;

/** Tells the listener now and whenever it changes; gives back how to stop. */
export type WatchNear = (part: Element, listener: NearListener) => () => void;

/** Watches the parts of one grid; its window is the element around it, which scrolls. */
export function createWatchNear(): WatchNear {
  const listeners = new Map<Element, NearListener>();
  let observer: IntersectionObserver | undefined;
  return (part, listener) => {
    observer ??= new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting, boundingClientRect } of changes)
          listeners.get(target)?.(isIntersecting, boundingClientRect.height);
      },
      { root: part.closest('[role="grid"]')?.parentElement ?? null, rootMargin: `${marginPixels}px 0px` },
    );
    listeners.set(part, listener);
    observer.observe(part);
    return () => {
      listeners.delete(part);
      observer?.unobserve(part);
    };
  };
}
