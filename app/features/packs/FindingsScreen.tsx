import { recordText } from '#core/workspace/records.ts';
import { findingStates, type AuditFinding } from '#core/workspace/audit-findings.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { formatUtc } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { useControlNames } from '../control-names.ts';
import { routes } from '../routes.ts';
import { SharedTextArea } from '../soa/SharedTextArea.tsx';
import { useFindings, type FindingsInput } from './use-findings.ts';
import './packs.css';

type FindingProps = {
  finding: AuditFinding;
  doc: FindingsInput['doc'];
  decide: ReturnType<typeof useFindings>['decide'];
};

function Finding({ finding, doc, decide }: FindingProps) {
  const words = useMessages().findings;
  const names = useControlNames();
  const { id, mark, auditor, writtenAt, fingerprint, state, contested } = finding;
  const { subject } = mark;
  const name = subject.kind === 'exhibit' ? subject.number : names.referenceOf(subject.control);
  return (
    <li className="card audit-finding">
      <div className="finding-head">
        <h2>
          <span data-verdict={mark.verdict}>{words.verdicts[mark.verdict]}</span>{' '}
          <a href={subject.kind === 'exhibit' ? routes.exhibit(subject.id) : routes.control(subject.control)}>
            {name}
          </a>
        </h2>
        <SelectBox
          label={words.stateOf(name)}
          value={state}
          options={findingStates.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => decide(id, next)}
        />
      </div>
      {contested && <p className="help">{words.contested}</p>}
      {mark.text && <p className="said">{mark.text}</p>}
      <p className="help" title={fingerprintGroups(fingerprint)}>
        {words.by(auditor.name, auditor.organization, formatUtc(writtenAt))}
      </p>
      <SharedTextArea
        text={recordText(doc, 'finding', id, 'answer')}
        label={words.answer}
        placeholder={words.answerHint}
        rows={2}
      />
    </li>
  );
}

/** What auditors said in their replies, with the answers of the workspace. */
export function FindingsScreen({ input }: { input: FindingsInput }) {
  const words = useMessages().findings;
  const { findings, decide } = useFindings(input);
  return (
    <div className="screen">
      <div className="column packs">
        <p className="lead">
          {words.intro} <a href={routes.pack}>{words.toPack}</a>
        </p>
        {findings.length === 0 ? (
          <EmptyState icon="person" title={words.none} hint={words.noneHint} />
        ) : (
          <ul className="audit-findings" aria-label={words.title}>
            {findings.map((finding) => (
              <Finding key={finding.id} finding={finding} doc={input.doc} decide={decide} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
