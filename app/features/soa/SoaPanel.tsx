import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type * as Y from 'yjs';
import type { Control } from '#core/catalogue/control.ts';
import type { Applicability, ImplementationStatus, SoaEntry } from '#core/soa/soa-entry.ts';
import { implementationStatusSchema } from '#core/soa/soa-entry.ts';
import { justificationText } from '#core/workspace/workspace.ts';
import type { RuleId } from '#core/soa/linter.ts';
import { Icon } from '../../components/Icon.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { Findings } from './Findings.tsx';
import { LinkedExhibits } from './LinkedExhibits.tsx';
import { OwnerField } from './OwnerField.tsx';
import { SharedTextArea } from './SharedTextArea.tsx';
import { reasons } from './SoaRow.tsx';

type SoaPanelProps = Omit<Parameters<typeof LinkedExhibits>[0], 'control'> & {
  control: Control;
  entry: SoaEntry;
  doc: Y.Doc;
  /** What the linter found in this row. */
  rules: readonly RuleId[];
  /** The rows above and below in what the table shows. */
  previous: string | undefined;
  next: string | undefined;
};

const statuses: readonly ImplementationStatus[] = implementationStatusSchema.options;
/** In the order in which a person reads the question. */
export const decisions: readonly Applicability[] = ['applicable', 'not-applicable', 'undecided'];

// The texts of all controls are large, and come when a person asks for them.
const ControlGuidanceText = lazy(async () => ({
  default: (await import('./ControlGuidanceText.tsx')).ControlGuidanceText,
}));

function Guidance({ control }: { control: Control }) {
  const messages = useMessages();
  const [open, setOpen] = useState(false);
  return (
    <details className="panel-part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{messages.row.guidance.title}</summary>
      {open && (
        <Suspense fallback={null}>
          <ControlGuidanceText control={control.id} />
        </Suspense>
      )}
    </details>
  );
}

export function SoaPanel({ control, entry, doc, rules, previous, next, ...exhibits }: SoaPanelProps) {
  const messages = useMessages();
  const { actions } = exhibits;
  const heading = useRef<HTMLHeadingElement>(null);
  const excluded = entry.applicability === 'not-applicable';
  const undated = entry.status !== 'planned' && entry.status !== 'partly' && entry.plannedFor === '';

  // Where the panel is opened from the table the focus comes along; going from row to row inside the table keeps it there.
  // With j and k inside the panel the old heading is gone together with the focus on it.
  const opened = useRef(false);
  useEffect(() => {
    if (!opened.current || document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true });
    opened.current = true;
  }, [control.id]);

  function close() {
    goTo(routes.soa);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-cell="${control.id}:title"]`)?.focus(),
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    const target = event.target;
    const writing =
      target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, select');
    if (event.key === 'Escape') {
      // The first Escape leaves a field, the second the panel.
      if (writing) heading.current?.focus();
      else close();
      event.stopPropagation();
    }
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    const neighbour = event.key === 'j' ? next : event.key === 'k' ? previous : undefined;
    if (neighbour) goTo(routes.control(neighbour), { replace: true });
  }

  const step = (to: string | undefined, icon: 'up' | 'down', label: string) => (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      data-hint={label}
      disabled={!to}
      onClick={() => to && goTo(routes.control(to), { replace: true })}
    >
      <Icon name={icon} />
    </button>
  );

  return (
    // The keys are shortcuts for buttons that are there as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside className="soa-panel" aria-label={messages.row.region(control.id)} onKeyDown={onKeyDown}>
      <div className="panel-bar">
        <span className="ref">{control.id}</span>
        <span className="help">{messages.themes[control.theme]}</span>
        <span className="end">
          {step(previous, 'up', messages.row.previous)}
          {step(next, 'down', messages.row.next)}
          <button
            type="button"
            className="icon-button"
            aria-label={messages.row.close}
            data-hint={messages.row.close}
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </span>
      </div>
      {/* A key of the control: fields of one row never carry a draft over to the next. */}
      <div className="panel-body" key={control.id}>
        <header>
          <h2 ref={heading} tabIndex={-1}>
            {control.title}
          </h2>
          {control.summary && <p className="summary">{control.summary}</p>}
        </header>
        <Guidance control={control} />
        <Findings rules={rules} />

        <fieldset className="panel-part">
          <legend className="label">{messages.row.applicability}</legend>
          <div className="segments">
            {decisions.map((value) => (
              <label key={value} className="segment">
                <input
                  type="radio"
                  name="applicability"
                  checked={entry.applicability === value}
                  onChange={() => actions.setApplicability(control.id, value)}
                />
                <StateMark value={value} word={messages.applicability.long[value]} />
              </label>
            ))}
          </div>
        </fieldset>

        {!excluded && (
          <fieldset className="panel-part">
            <legend className="label">{messages.row.reasons}</legend>
            <div className="reason-list">
              {reasons.map((reason) => (
                <button
                  key={reason}
                  type="button"
                  className="reason-word"
                  aria-pressed={entry.reasons.includes(reason)}
                  data-hint={messages.reasons[reason].hint}
                  onClick={() => actions.setReason(control.id, reason, !entry.reasons.includes(reason))}
                >
                  <span className="letter" aria-hidden="true">
                    {messages.reasons[reason].letter}
                  </span>
                  {messages.reasons[reason].word}
                </button>
              ))}
            </div>
          </fieldset>
        )}

        <div className="panel-part">
          <SharedTextArea
            text={justificationText(doc, control.id)}
            label={excluded ? messages.row.whyExcluded : messages.row.whyIncluded}
            placeholder={excluded ? messages.row.whyExcludedPlaceholder : messages.row.whyPlaceholder}
          />
        </div>

        <fieldset className="panel-part">
          <legend className="label">{messages.row.status}</legend>
          <div className="radio-list">
            {statuses.map((value) => (
              <label key={value} className="radio-row">
                <input
                  type="radio"
                  name="status"
                  checked={entry.status === value}
                  onChange={() => actions.setStatus(control.id, value)}
                />
                <StateMark value={value} word={messages.status[value]} />
              </label>
            ))}
          </div>
          {!undated && (
            <label className="planned">
              <span className="label">{messages.row.plannedFor}</span>
              <input
                className="field"
                type="date"
                value={entry.plannedFor}
                onChange={(event) => actions.setPlannedFor(control.id, event.currentTarget.value)}
              />
            </label>
          )}
        </fieldset>

        <OwnerField control={control.id} owner={entry.owner} onCommit={actions.setOwner} />
        <LinkedExhibits control={control.id} {...exhibits} />
      </div>
    </aside>
  );
}
