import { useEffect, useState } from 'react';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import type { Risk } from '#core/risks/risk.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatMinute } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { CheckedStatement, StatementsPort } from '../../services/statements-port.ts';

/** What is signed: the acceptance with everything that it rests on. Undefined where nothing is accepted. */
function contentOf({ id, reference, title, treatment, acceptance }: Risk): object | undefined {
  return acceptance && { format: 'exhibit-risk-acceptance/1', id, reference, title, treatment, acceptance };
}

/** The hash of the acceptance as it stands now; undefined while there is none or it is being worked out. */
function useContentSha256(risk: Risk): string | undefined {
  const [sha256, setSha256] = useState<string>();
  const content = contentOf(risk);
  const text = content && JSON.stringify(content);
  useEffect(() => {
    let wanted = true;
    const done = (found: string | undefined) => wanted && setSha256(found);
    void (text === undefined ? Promise.resolve(undefined) : sha256Hex(canonicalJson(JSON.parse(text)))).then(
      done,
    );
    return () => void (wanted = false);
  }, [text]);
  return sha256;
}

function Signed({ statement, isCurrent }: { statement: CheckedStatement; isCurrent: boolean }) {
  const text = useMessages().signing;
  const { member, signedAt, device, fault } = statement;
  const standing = fault ? text.faults[fault] : isCurrent ? text.current : text.earlier;
  return (
    <li>
      <Icon name={(fault ?? !isCurrent) ? 'warning' : 'check'} />
      <span>
        {text.signedBy(member, formatMinute(signedAt))} {standing}
        <code className="long-hash block">{fingerprintGroups(device)}</code>
      </span>
    </li>
  );
}

/** Signs the acceptance that stands with this device's key, and shows who signed which one. */
export function SignedAcceptance({ risk, statements }: { risk: Risk; statements: StatementsPort }) {
  const text = useMessages().signing;
  const all = useWatchable(statements.statements);
  const sha256 = useContentSha256(risk);
  const [hasFailed, setFailed] = useState(false);
  const own = all.filter(({ kind, subject }) => kind === 'risk-acceptance' && subject === risk.id);
  const content = contentOf(risk);
  const isSigned = own.some(({ contentSha256, fault }) => contentSha256 === sha256 && !fault);
  if (!content && own.length === 0) return null;
  const sign = (accepted: object) =>
    void statements.sign({ kind: 'risk-acceptance', subject: risk.id, content: accepted }).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  return (
    <section className="panel-part" aria-labelledby="risk-signatures">
      <h3 id="risk-signatures" className="label">
        {text.title}
      </h3>
      <ul className="log-faults" aria-live="polite">
        {own.map((statement) => (
          <Signed
            key={statement.signedAt + statement.contentSha256}
            statement={statement}
            isCurrent={statement.contentSha256 === sha256}
          />
        ))}
      </ul>
      <p className="help">{text.hint}</p>
      <p role="alert">{hasFailed && text.failed}</p>
      {content && !isSigned && (
        <button type="button" className="button" onClick={() => sign(content)}>
          {text.sign}
        </button>
      )}
    </section>
  );
}
