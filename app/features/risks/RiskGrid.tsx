import { useEffect, useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react';
import type { Risk } from '#core/risks/risk.ts';
import type { RiskRuleId } from '#core/risks/risk-linter.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { stepFor } from '../soa/grid-cell.ts';
import { RiskRow, riskColumns } from './RiskRow.tsx';
import type { RiskColumn, RiskRowProps } from './RiskRow.tsx';

type RiskGridProps = Pick<RiskRowProps, 'criteria' | 'actions' | 'onTreatment'> & {
  /** The rows to show. */
  risks: readonly Risk[];
  selected: string | undefined;
  found: ReadonlyMap<string, readonly RiskRuleId[]>;
  onAdd: () => void;
};

type Cell = { risk: string; column: RiskColumn };

function cellOf(element: EventTarget): Cell | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  const [risk, name] = (element.dataset['cell'] ?? '').split(':');
  const column = riskColumns.find((known) => known === name);
  return risk && column ? { risk, column } : undefined;
}

const clamp = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1);

/** The register as a grid, with the keys of the Statement of Applicability. */
export function RiskGrid({ risks, criteria, selected, found, actions, onTreatment, onAdd }: RiskGridProps) {
  const messages = useMessages();
  const grid = useRef<HTMLDivElement>(null);
  const [lastActive, setLastActive] = useState<Cell>();
  const stillShown = lastActive && risks.some(({ id }) => id === lastActive.risk);
  const first = risks.find(({ id }) => id === selected) ?? risks[0];
  const active: Cell | undefined = stillShown ? lastActive : first && { risk: first.id, column: 'title' };

  /** The focusable elements of a row that are on the screen: a narrow window hides some columns. */
  const cellsOf = (risk: string) =>
    [...(grid.current?.querySelectorAll<HTMLElement>(`[data-cell^="${risk}:"]`) ?? [])].filter(
      (element) => element.offsetParent !== null,
    );

  function move(from: Cell, step: { rows: number; columns: number }) {
    const row = clamp(risks.findIndex(({ id }) => id === from.risk) + step.rows, risks.length);
    const risk = risks[row]?.id;
    if (!risk) return;
    const cells = cellsOf(risk);
    const wanted = riskColumns.indexOf(from.column);
    const at = cells.findLastIndex(
      (element) => riskColumns.indexOf(cellOf(element)?.column ?? 'title') <= wanted,
    );
    const target = cells[clamp(at + step.columns, cells.length)];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
    if (selected && risk !== selected) goTo(routes.risk(risk), { replace: true });
  }

  function onKeyDown(event: KeyboardEvent) {
    const from = cellOf(event.target);
    if (!from || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && selected) return goTo(routes.risks);
    if (event.key === 'n' && !event.ctrlKey) {
      event.preventDefault();
      return onAdd();
    }
    const risk = risks.find(({ id }) => id === from.risk);
    if (event.key === 't' && risk && !event.ctrlKey) {
      event.preventDefault();
      const anchor = cellsOf(from.risk).find((element) => cellOf(element)?.column === 'treatment');
      if (anchor) onTreatment(risk, anchor);
      return;
    }
    const step = stepFor(event);
    if (!step || (event.ctrlKey && event.key.length === 1)) return;
    event.preventDefault();
    move(from, step);
  }

  useEffect(() => {
    grid.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  function onFocus(event: FocusEvent) {
    const cell = cellOf(event.target);
    if (cell && (cell.risk !== lastActive?.risk || cell.column !== lastActive.column)) setLastActive(cell);
  }

  /** A click on a row's empty place opens it too; the title's link is the way for everyone else. */
  function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element) || event.target.closest('button, a, input')) return;
    const risk = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (risk && getSelection()?.isCollapsed !== false) goTo(routes.risk(risk));
  }

  const { columns } = messages.risks;
  return (
    // Cells take the focus, not the grid itself.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={grid}
      role="grid"
      className="risk-grid"
      aria-label={messages.risks.grid}
      aria-describedby="risk-grid-help"
      aria-rowcount={risks.length + 1}
      aria-colcount={riskColumns.length + 1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onClick}
    >
      <div role="rowgroup" className="risk-head">
        <div role="row" className="risk-row" aria-rowindex={1}>
          <div role="columnheader">{columns.reference}</div>
          <div role="columnheader">{columns.title}</div>
          <div role="columnheader" className="level inherent">
            {columns.inherent}
          </div>
          <div role="columnheader" className="treatment">
            {columns.treatment}
          </div>
          <div role="columnheader" className="level residual">
            {columns.residual}
          </div>
          <div role="columnheader" className="acceptance">
            {columns.acceptance}
          </div>
          <div role="columnheader" className="owner-cell">
            {columns.owner}
          </div>
        </div>
      </div>
      <div role="rowgroup">
        {risks.map((risk, at) => (
          <RiskRow
            key={risk.id}
            risk={risk}
            criteria={criteria}
            rowIndex={at + 2}
            selected={selected === risk.id}
            active={active?.risk === risk.id ? active.column : undefined}
            findings={found.get(risk.id)?.length ?? 0}
            actions={actions}
            onTreatment={onTreatment}
          />
        ))}
      </div>
    </div>
  );
}
