import type { Risk } from '#core/risks/risk.ts';
import type { RiskRuleId } from '#core/risks/risk-linter.ts';
import { RecordGrid } from '../../components/RecordGrid.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { goTo, routes } from '../routes.ts';
import { RiskRow, riskColumns } from './RiskRow.tsx';
import type { RiskRowProps } from './RiskRow.tsx';

type RiskGridProps = Pick<RiskRowProps, 'criteria' | 'actions' | 'onTreatment'> & {
  /** The rows to show. */
  risks: readonly Risk[];
  selected: string | undefined;
  found: ReadonlyMap<string, readonly RiskRuleId[]>;
  onAdd: () => void;
};

/** The register as a grid, with the keys of the Statement of Applicability. */
export function RiskGrid({ risks, criteria, selected, found, actions, onTreatment, onAdd }: RiskGridProps) {
  const messages = useMessages();
  const { columns } = messages.risks;
  return (
    <RecordGrid
      className="risk-grid"
      label={messages.risks.grid}
      describedBy="risk-grid-help"
      rows={risks.map(({ id }) => id)}
      columns={riskColumns}
      rowCount={risks.length + 1}
      selected={selected}
      onOpen={(risk, how) => goTo(routes.risk(risk), how)}
      onClose={() => goTo(routes.risks)}
      onKey={({ key }, from, cellAt) => {
        const risk = risks.find(({ id }) => id === from.row);
        if (key === 'n') onAdd();
        else if (key === 't' && risk) {
          const anchor = cellAt('treatment');
          if (anchor) onTreatment(risk, anchor);
        } else return false;
        return true;
      }}
    >
      {(active) => (
        <>
          <div role="rowgroup" className="grid-head risk-head">
            <div role="row" className="grid-row risk-row" aria-rowindex={1}>
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
                active={active?.row === risk.id ? active.column : undefined}
                findings={found.get(risk.id)?.length ?? 0}
                actions={actions}
                onTreatment={onTreatment}
              />
            ))}
          </div>
        </>
      )}
    </RecordGrid>
  );
}
