import { findRule, type RuleId } from '#core/soa/linter.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';

/** What an auditor would raise about one row, why, and how to mend it. Nothing when there is nothing. */
export function Findings({ rules }: { rules: readonly RuleId[] }) {
  const messages = useMessages();
  if (rules.length === 0) return null;
  return (
    <section className="panel-part" aria-labelledby="row-findings">
      <h3 id="row-findings" className="label">
        {messages.row.findings(rules.length)}
      </h3>
      <ul className="findings">
        {rules.map((id) => {
          const rule = findRule(id);
          return (
            rule && (
              <li key={id}>
                <Icon name="warning" />
                <details>
                  <summary>{rule.title}</summary>
                  <p className="help">{rule.why}</p>
                  <p>{rule.mend}</p>
                </details>
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}
