import { memo } from 'react';
import type { RiskCriteria } from '#core/risks/criteria.ts';
import { levelOf } from '#core/risks/criteria.ts';
import type { Risk } from '#core/risks/risk.ts';
import { acceptanceState } from '#core/risks/risk.ts';
import { formatNumber } from '../../messages/format.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { OwnerCell } from '../soa/OwnerCell.tsx';
import { LevelMark } from './LevelMark.tsx';
import { AcceptanceMark, TreatmentMark } from './RiskMarks.tsx';
import type { RiskActions } from './risk-actions.ts';

/** The cells that the keyboard visits, from left to right. */
export const riskColumns = ['title', 'inherent', 'treatment', 'residual', 'acceptance', 'owner'] as const;
type RiskColumn = (typeof riskColumns)[number];

export type RiskRowProps = {
  risk: Risk;
  criteria: RiskCriteria;
  /** Counts all rows of the grid from 1, the header included. */
  rowIndex: number;
  selected: boolean;
  /** The cell that Tab reaches, when it is in this row. */
  active: string | undefined;
  /** How many things an auditor would raise about the risk. */
  findings: number;
  actions: RiskActions;
  onTreatment: (risk: Risk, anchor: HTMLElement) => void;
};

export const RiskRow = memo(function RiskRow(props: RiskRowProps) {
  const { risk, criteria, active, actions, onTreatment } = props;
  const messages = useMessages();
  const mayEdit = useMayEdit();
  const words = messages.risks;
  const title = risk.title || words.untitled;
  const tab = (column: RiskColumn) => (column === active ? 0 : -1);
  const cell = (column: RiskColumn) => `${risk.id}:${column}`;
  const { treatment } = risk.contested;
  const claims = treatment.map((claim) => messages.contest.claim(claim.by, words.treatments[claim.value]));
  const contested = claims.length > 0 ? `${messages.contest.title}. ${claims.join('. ')}.` : undefined;
  const state = acceptanceState(risk, criteria);

  const level = (which: 'inherent' | 'residual') => {
    const at = levelOf(criteria, risk[which]);
    const word = at === undefined ? messages.risk.notScored : (criteria.levels[at]?.label ?? '');
    return (
      <div role="gridcell" className={`level ${which}`}>
        <a
          className="cell-button"
          href={routes.risk(risk.id)}
          aria-label={words.levelOf(risk.reference, words.which[which], word)}
          data-cell={cell(which)}
          tabIndex={tab(which)}
        >
          <LevelMark level={at} criteria={criteria} />
        </a>
      </div>
    );
  };

  return (
    <div
      role="row"
      className="grid-row risk-row"
      aria-rowindex={props.rowIndex}
      aria-current={props.selected}
      data-row={risk.id}
    >
      <div role="gridcell" className="ref">
        {risk.reference}
      </div>
      <div role="rowheader" className="title">
        <a
          href={routes.risk(risk.id)}
          tabIndex={tab('title')}
          data-cell={cell('title')}
          aria-label={words.open(risk.reference, title)}
          className="cut"
        >
          {title}
        </a>
        {props.findings > 0 && (
          <span className="finding-count number" role="img" aria-label={words.findings(props.findings)}>
            {formatNumber(props.findings)}
          </span>
        )}
      </div>
      {level('inherent')}
      <div role="gridcell" className="treatment">
        <button
          type="button"
          className="cell-button"
          aria-haspopup="menu"
          aria-label={words.treatmentOf(
            risk.reference,
            claims.length > 0 ? messages.contest.cell(claims) : words.treatments[risk.treatment],
          )}
          aria-disabled={!mayEdit}
          data-hint={mayEdit ? contested : messages.team.locked}
          data-cell={cell('treatment')}
          tabIndex={tab('treatment')}
          onClick={(event) => mayEdit && onTreatment(risk, event.currentTarget)}
        >
          <TreatmentMark value={claims.length > 0 ? 'contested' : risk.treatment} />
        </button>
      </div>
      {level('residual')}
      <div role="gridcell" className="acceptance">
        <a
          className="cell-button"
          href={routes.risk(risk.id)}
          aria-label={words.acceptanceOf(risk.reference, words.acceptances[state])}
          data-cell={cell('acceptance')}
          tabIndex={tab('acceptance')}
        >
          <AcceptanceMark state={state} />
        </a>
      </div>
      <div role="gridcell" className="owner-cell">
        <OwnerCell
          cell={cell('owner')}
          owner={risk.owner}
          label={words.ownerOf(risk.reference, risk.owner)}
          fieldLabel={`${risk.reference} ${messages.risk.owner}`}
          tabIndex={tab('owner')}
          onCommit={(owner) => actions.setField(risk.id, 'owner', owner.trim())}
        />
      </div>
    </div>
  );
});
