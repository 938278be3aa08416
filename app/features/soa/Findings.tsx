import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';

type NamedRule = { id: string; title: string; why: string; mend: string };

/** What an auditor would raise about one row, why, and how to mend it. Nothing when there is nothing. */
export function Findings({ rules }: { rules: readonly NamedRule[] }) {
  const messages = useMessages();
  if (rules.length === 0) return null;
  return (
    <section className="panel-part" aria-labelledby="row-findings">
      <h3 id="row-findings" className="label">
        {messages.row.findings(rules.length)}
      </h3>
      <ul className="findings">
        {rules.map((rule) => (
          <li key={rule.id}>
            <Icon name="warning" />
            <details>
              <summary>{rule.title}</summary>
              <p className="help">{rule.why}</p>
              <p>{rule.mend}</p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
