import { useEffect, useLayoutEffect, useRef, useState } from 'react';

const showAfterMs = 450;

/**
 * One tooltip for the whole app: any element with `data-hint` gets it on hover and on keyboard focus. It repeats what
 * assistive technology learns from the element's name, so it is hidden from it. Escape puts it away; a table of 93 rows
 * costs no component per hint.
 */
export function HintLayer() {
  const [target, setTarget] = useState<HTMLElement>();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hinted = (node: EventTarget | null) =>
      node instanceof Element ? (node.closest<HTMLElement>('[data-hint]') ?? undefined) : undefined;
    const show = (element: HTMLElement | undefined, delay: number) => {
      clearTimeout(timer);
      if (element) timer = setTimeout(() => setTarget(element), delay);
    };
    const over = (event: PointerEvent) => {
      if (box.current?.contains(event.target as Node)) return clearTimeout(timer);
      const element = hinted(event.target);
      if (event.pointerType === 'touch') return;
      clearTimeout(timer);
      if (element) show(element, showAfterMs);
      // Time to move from the element onto the hint itself.
      else timer = setTimeout(() => setTarget(undefined), 150);
    };
    const focus = (event: FocusEvent) => {
      const element = hinted(event.target);
      if (element?.matches(':focus-visible')) show(element, showAfterMs);
      else setTarget(undefined);
    };
    const hide = () => {
      clearTimeout(timer);
      setTarget(undefined);
    };
    const key = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    document.addEventListener('pointerover', over);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('focusin', focus);
    document.addEventListener('keydown', key);
    document.addEventListener('scroll', hide, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', over);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('keydown', key);
      document.removeEventListener('scroll', hide, true);
    };
  }, []);

  useLayoutEffect(() => {
    if (!target || !box.current) return;
    const at = target.getBoundingClientRect();
    const own = box.current.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - own.width / 2), innerWidth - own.width - 8);
    const below = at.bottom + 6;
    const top = below + own.height > innerHeight ? at.top - own.height - 6 : below;
    box.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }, [target]);

  if (!target?.isConnected || !target.dataset['hint']) return null;
  return (
    <div ref={box} className="hint" aria-hidden="true">
      {target.dataset['hint']}
    </div>
  );
}
