import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import type * as Y from 'yjs';
import type { ControlName } from '#core/catalogue/control-name.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { Applicability, ImplementationStatus, SoaEntry } from '#core/soa/soa-entry.ts';
import { implementationStatusSchema } from '#core/soa/soa-entry.ts';
import type { Supplier } from '#core/risks/registers.ts';
import type { CommentThread } from '#core/workspace/soa-comments.ts';
import { justificationText, soaText } from '#core/workspace/workspace.ts';
import type { RuleId } from '#core/soa/linter.ts';
import { findRule } from '#core/soa/linter.ts';
import { Contest } from '../../components/Contest.tsx';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { DraftField } from '../../components/DraftField.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { peopleList } from '../team/PeopleOptions.tsx';
import { goTo, routes } from '../routes.ts';
import { Findings } from './Findings.tsx';
import { LinkedExhibits } from './LinkedExhibits.tsx';
import { ProviderField } from './ProviderField.tsx';
import { ReasonList } from './ReasonList.tsx';
import { ReviewFields } from './ReviewFields.tsx';
import { SharedTextArea } from './SharedTextArea.tsx';

type SoaPanelProps = Omit<Parameters<typeof LinkedExhibits>[0], 'control'> & {
  name: ControlName;
  entry: SoaEntry;
  doc: Y.Doc;
  suppliers: readonly Supplier[];
  /** What the linter found in this row. */
  rules: readonly RuleId[];
  threads: readonly CommentThread[];
  /** Who can be called in a comment. */
  people: readonly string[];
  /** This member's name; empty until it is entered. */
  me: string;
  /** The rows above and below in what the table shows. */
  previous: string | undefined;
  next: string | undefined;
};

const statuses: readonly ImplementationStatus[] = implementationStatusSchema.options;
/** In the order in which a person reads the question. */
export const decisions: readonly Applicability[] = ['applicable', 'inherited', 'not-applicable', 'undecided'];

// The texts of all controls are large, and come when a person asks for them.
const ControlGuidanceText = lazy(async () => ({
  default: (await import('./ControlGuidanceText.tsx')).ControlGuidanceText,
}));

const CustomControlPart = lazy(async () => ({
  default: (await import('./CustomControlPart.tsx')).CustomControlPart,
}));
const CommentsPart = lazy(async () => ({ default: (await import('./CommentsPart.tsx')).CommentsPart }));
const CustomHistory = lazy(async () => ({ default: (await import('./CustomHistory.tsx')).CustomHistory }));
const HistoryPart = lazy(async () => ({ default: (await import('./HistoryPart.tsx')).HistoryPart }));

/** A part that is there when it is asked for. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="panel-part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && <Suspense fallback={null}>{children}</Suspense>}
    </details>
  );
}

export function SoaPanel(props: SoaPanelProps) {
  const { name, entry, doc, suppliers, rules, previous, next, links, exhibits, evidence, actions } = props;
  const messages = useMessages();
  const { id, reference } = name;
  // Of Annex A; what a custom control wants stands in its definition.
  const summary = findControl(id)?.summary;
  const excluded = entry.applicability === 'not-applicable';
  /** The focus goes on in the grid, with the row that takes the place. */
  function remove() {
    if (entry.custom) actions.removeCustomControl(entry.custom);
    goTo(routes.soa);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-cell="${previous ?? next}:title"]`)?.focus(),
    );
  }
  const undated = entry.status !== 'planned' && entry.status !== 'partly' && entry.plannedFor === '';

  return (
    <SidePanel
      label={messages.row.region(reference)}
      reference={reference}
      detail={messages.themes[name.group]}
      record={id}
      previous={previous}
      next={next}
      words={messages.row}
      onStep={(to) => goTo(routes.control(to), { replace: true })}
      onClose={() => goTo(routes.soa)}
    >
      <header>
        <h2 tabIndex={-1} data-first data-rest>
          {name.title || messages.custom.untitled}
        </h2>
        {summary && <p className="summary">{summary}</p>}
      </header>
      {entry.custom ? (
        <Suspense fallback={null}>
          <EditFieldset>
            <CustomControlPart control={entry.custom} doc={doc} actions={actions} onRemove={remove} />
          </EditFieldset>
        </Suspense>
      ) : (
        <Folded title={messages.row.guidance.title}>
          <ControlGuidanceText control={id} />
        </Folded>
      )}
      <Findings rules={rules.flatMap((id) => findRule(id) ?? [])} />

      <EditFieldset>
        <fieldset className="panel-part">
          <legend className="label">{messages.row.applicability}</legend>
          <Contest
            claims={entry.contested.applicability}
            wordOf={(value) => messages.applicability.long[value]}
            markOf={(value) => <StateMark value={value} word={messages.applicability.long[value]} />}
            onDecide={(value) => actions.setApplicability(id, value)}
          />
          <div className="segments">
            {decisions.map((value) => (
              <label key={value} className="segment">
                <input
                  type="radio"
                  name="applicability"
                  checked={entry.applicability === value && entry.contested.applicability.length === 0}
                  onChange={() => actions.setApplicability(id, value)}
                />
                <StateMark value={value} word={messages.applicability.long[value]} />
              </label>
            ))}
          </div>
        </fieldset>

        {entry.applicability === 'inherited' && (
          <ProviderField entry={entry} suppliers={suppliers} actions={actions} />
        )}
        {!excluded && <ReasonList entry={entry} actions={actions} />}

        <div className="panel-part">
          <SharedTextArea
            text={justificationText(doc, id)}
            label={excluded ? messages.row.whyExcluded : messages.row.whyIncluded}
            placeholder={excluded ? messages.row.whyExcludedPlaceholder : messages.row.whyPlaceholder}
          />
        </div>

        <fieldset className="panel-part">
          <legend className="label">{messages.row.status}</legend>
          <Contest
            claims={entry.contested.status}
            wordOf={(value) => messages.status[value]}
            markOf={(value) => <StateMark value={value} word={messages.status[value]} />}
            onDecide={(value) => actions.setStatus(id, value)}
          />
          <div className="radio-list">
            {statuses.map((value) => (
              <label key={value} className="radio-row">
                <input
                  type="radio"
                  name="status"
                  checked={entry.status === value && entry.contested.status.length === 0}
                  onChange={() => actions.setStatus(id, value)}
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
                onChange={(event) => actions.setPlannedFor(id, event.currentTarget.value)}
              />
            </label>
          )}
        </fieldset>

        {!excluded && (
          <div className="panel-part">
            <SharedTextArea
              text={soaText(doc, id, 'implementation')}
              label={messages.rowMore.implementation}
              placeholder={messages.rowMore.implementationPlaceholder}
            />
          </div>
        )}
        <div className="panel-part">
          <DraftField
            label={messages.row.owner}
            value={entry.owner}
            list={peopleList}
            placeholder={messages.row.ownerPlaceholder}
            onCommit={(owner) => actions.setOwner(id, owner)}
          />
        </div>
        <LinkedExhibits
          control={id}
          links={links}
          exhibits={exhibits}
          evidence={evidence}
          actions={actions}
        />
        <ReviewFields entry={entry} doc={doc} actions={actions} />
      </EditFieldset>
      <Suspense fallback={null}>
        <CommentsPart
          control={id}
          threads={props.threads}
          people={props.people}
          me={props.me}
          actions={actions}
        />
      </Suspense>
      {entry.custom && (
        <Folded title={messages.custom.history}>
          <CustomHistory doc={doc} control={entry.custom.id} actions={actions} />
        </Folded>
      )}
      <Folded title={messages.history.title}>
        <HistoryPart doc={doc} control={id} suppliers={suppliers} actions={actions} />
      </Folded>
    </SidePanel>
  );
}
