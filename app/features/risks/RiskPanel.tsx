import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import type { RiskRuleId } from '#core/risks/risk-linter.ts';
import { findRiskRule } from '#core/risks/risk-linter.ts';
import type { Risk } from '#core/risks/risk.ts';
import { basisSchema, propertySchema, treatmentSchema } from '#core/risks/risk.ts';
import { recordText } from '#core/workspace/records.ts';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { Contest } from '../../components/Contest.tsx';
import { DraftField } from '../../components/DraftField.tsx';
import { Icon } from '../../components/Icon.tsx';
import { LinkedList } from '../../components/LinkedList.tsx';
import { SidePanel } from '../../components/SidePanel.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { Registers } from '../../services/register-projection.ts';
import { goTo, routes } from '../routes.ts';
import { Findings } from '../soa/Findings.tsx';
import { LinkedControls } from '../soa/LinkedControls.tsx';
import { SharedTextArea } from '../soa/SharedTextArea.tsx';
import type { AcceptancesPort } from '../../services/acceptances-port.ts';
import { peopleList } from '../team/PeopleOptions.tsx';
import { AcceptancePart } from './AcceptancePart.tsx';
import { ActionList } from './ActionList.tsx';
import { TreatmentMark } from './RiskMarks.tsx';
import { SignedAcceptance } from './SignedAcceptance.tsx';
import { ScoreFields } from './ScoreFields.tsx';
import type { RiskActions } from './risk-actions.ts';

type RiskPanelProps = {
  risk: Risk;
  doc: Y.Doc;
  registers: Registers;
  excluded: ReadonlySet<ControlId>;
  acceptances: AcceptancesPort;
  me: string;
  rules: readonly RiskRuleId[];
  /** The rows above and below in what the register shows. */
  previous: string | undefined;
  next: string | undefined;
  actions: RiskActions;
};

export function RiskPanel(props: RiskPanelProps) {
  const { risk, doc, registers, excluded, acceptances, me, rules, previous, next, actions } = props;
  const messages = useMessages();
  const words = messages.risk;
  const { criteria } = registers;
  const close = () => goTo(routes.risks);
  const line = (field: 'threat' | 'vulnerability', label: string) => (
    <DraftField
      label={label}
      value={risk[field]}
      onCommit={(value) => actions.setField(risk.id, field, value)}
    />
  );

  return (
    <SidePanel
      label={words.region(risk.reference)}
      reference={risk.reference}
      record={risk.id}
      previous={previous}
      next={next}
      words={words}
      onStep={(to) => goTo(routes.risk(to), { replace: true })}
      onClose={close}
    >
      <h2 className="hidden-words">{risk.title || messages.risks.untitled}</h2>
      <EditFieldset>
        <div className="risk-title">
          <DraftField
            first
            label={words.name}
            value={risk.title}
            onCommit={(value) => actions.setField(risk.id, 'title', value)}
          />
        </div>
        <Findings rules={rules.flatMap((id) => findRiskRule(id) ?? [])} />

        <ScoreFields risk={risk} criteria={criteria} which="inherent" actions={actions} />

        <fieldset className="panel-part">
          <legend className="label">{words.treatment}</legend>
          <Contest
            claims={risk.contested.treatment}
            wordOf={(value) => messages.risks.treatments[value]}
            markOf={(value) => <TreatmentMark value={value} />}
            onDecide={(value) => actions.setTreatment(risk.id, value)}
          />
          <div className="radio-list">
            {treatmentSchema.options.map((value) => (
              <label key={value} className="radio-row" data-hint={messages.risks.treatmentHints[value]}>
                <input
                  type="radio"
                  name="treatment"
                  checked={risk.treatment === value && risk.contested.treatment.length === 0}
                  onChange={() => actions.setTreatment(risk.id, value)}
                />
                <TreatmentMark value={value} />
              </label>
            ))}
          </div>
        </fieldset>

        <LinkedControls
          title={words.controls}
          none={words.noControls}
          linked={risk.controls}
          markOf={(control) =>
            excluded.has(control) && (
              <span className="warn">
                <Icon name="warning" /> {words.excluded}
              </span>
            )
          }
          detailOf={(control) => (excluded.has(control) ? words.excluded : '')}
          onLink={(control, holds) => actions.linkControl('risk', risk.id, control, holds)}
        />
        <div className="panel-part">
          <SharedTextArea
            text={recordText(doc, 'risk', risk.id, 'plan')}
            label={words.plan}
            placeholder={words.planPlaceholder}
            rows={2}
          />
        </div>
        <ActionList risk={risk} actions={actions} />
        <ScoreFields risk={risk} criteria={criteria} which="residual" actions={actions} />
        <div className="panel-part field-pairs">
          <DraftField
            label={words.owner}
            value={risk.owner}
            list={peopleList}
            placeholder={words.ownerPlaceholder}
            onCommit={(value) => actions.setField(risk.id, 'owner', value)}
          />
          <label>
            <span className="label">{words.reviewOn}</span>
            <input
              className="field"
              type="date"
              value={risk.reviewOn}
              onChange={(event) => actions.setField(risk.id, 'reviewOn', event.currentTarget.value)}
            />
          </label>
        </div>
        <AcceptancePart risk={risk} criteria={criteria} actions={actions} />
        <SignedAcceptance risk={risk} acceptances={acceptances} me={me} />

        <div className="panel-part">
          <SharedTextArea
            text={recordText(doc, 'risk', risk.id, 'description')}
            label={words.description}
            placeholder={words.descriptionPlaceholder}
          />
        </div>
        <div className="panel-part stack">
          <label>
            <span className="label">{words.basis}</span>
            <select
              className="field"
              value={risk.basis}
              onChange={(event) => actions.setField(risk.id, 'basis', event.currentTarget.value)}
            >
              {basisSchema.options.map((value) => (
                <option key={value} value={value}>
                  {words.bases[value]}
                </option>
              ))}
            </select>
          </label>
          {line('threat', words.threat)}
          {line('vulnerability', words.vulnerability)}
        </div>
        <fieldset className="panel-part">
          <legend className="label">{words.affects}</legend>
          <div className="checks">
            {propertySchema.options.map((property) => (
              <label key={property} className="check">
                <input
                  type="checkbox"
                  checked={risk.affects.includes(property)}
                  onChange={(event) => actions.setAffects(risk.id, property, event.currentTarget.checked)}
                />
                {words.properties[property]}
              </label>
            ))}
          </div>
        </fieldset>
        {/* A link to an asset that is no longer in its register is not shown, and kept. */}
        <LinkedList
          title={words.assets}
          none={words.noAssets}
          items={registers.asset
            .filter(({ id }) => risk.assets.includes(id))
            .map(({ id, name }) => ({
              id,
              shown: (
                <div className="words">
                  <a className="cut" href={routes.register('asset')}>
                    {name || messages.registers.untitled}
                  </a>
                </div>
              ),
              unlink: {
                label: messages.links.unlink(name || messages.registers.untitled),
                run: () => actions.linkAsset(risk.id, id, false),
              },
            }))}
          add={{
            label: words.linkAsset,
            placeholder: words.searchAssets,
            nothing: words.noneToLink,
            items: registers.asset
              .filter(({ id }) => !risk.assets.includes(id))
              .map(({ id, name, type, owner }) => ({
                id,
                title: name || messages.registers.untitled,
                detail: owner,
                search: `${name} ${type} ${owner}`,
              })),
            onChoose: (id) => actions.linkAsset(risk.id, id, true),
          }}
        />
        <div className="panel-part">
          <button
            type="button"
            className="button"
            onClick={() => {
              actions.removeRisk(risk);
              close();
            }}
          >
            {words.remove}
          </button>
        </div>
      </EditFieldset>
    </SidePanel>
  );
}
