import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './side-panel.css';

type SidePanelProps = {
  label: string;
  reference: string;
  detail?: string;
  /** The record that is shown. Its fields never carry a draft over to the next one's. */
  record: string;
  /** The rows above and below in what the grid shows. */
  previous: string | undefined;
  next: string | undefined;
  words: { previous: string; next: string; close: string };
  onStep: (record: string) => void;
  onClose: () => void;
  /** An element with `data-first` takes the focus when the panel opens; one with `data-rest` when Escape leaves a field. */
  children: ReactNode;
};

/** The details of one record beside its grid: a bar to step and close, and what the record consists of. */
export function SidePanel(props: SidePanelProps) {
  const { record, previous, next, words, onStep, onClose } = props;
  const body = useRef<HTMLDivElement>(null);
  const within = (selector: string) => body.current?.querySelector<HTMLElement>(selector);

  // Where the panel is opened from the grid the focus comes along; going from row to row inside the grid keeps it there.
  // With j and k inside the panel what had the focus is gone.
  const opened = useRef(false);
  useEffect(() => {
    if (!opened.current || document.activeElement === document.body)
      within('[data-first]')?.focus({ preventScroll: true });
    opened.current = true;
  }, [record]);

  function close() {
    onClose();
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-cell="${record}:title"]`)?.focus(),
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    const { target } = event;
    const writing =
      target instanceof HTMLElement &&
      target.matches('input:not([type=radio], [type=checkbox]), textarea, select');
    if (event.key === 'Escape') {
      // The first Escape leaves a field, the second the panel.
      if (writing) (within('[data-rest]') ?? body.current)?.focus();
      else close();
      event.stopPropagation();
    }
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const neighbour = event.key === 'j' ? next : event.key === 'k' ? previous : undefined;
    if (neighbour !== undefined) onStep(neighbour);
  }

  const step = (to: string | undefined, icon: 'up' | 'down', label: string) => (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      data-hint={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onStep(to)}
    >
      <Icon name={icon} />
    </button>
  );

  return (
    // The keys are shortcuts for buttons that are there as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside className="side-panel" aria-label={props.label} onKeyDown={onKeyDown}>
      <div className="panel-bar">
        <span className="ref">{props.reference}</span>
        {props.detail !== undefined && <span className="help">{props.detail}</span>}
        <span className="end">
          {step(previous, 'up', words.previous)}
          {step(next, 'down', words.next)}
          <button
            type="button"
            className="icon-button"
            aria-label={words.close}
            data-hint={words.close}
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </span>
      </div>
      <div className="panel-body" key={record} ref={body} tabIndex={-1}>
        {props.children}
      </div>
    </aside>
  );
}
