import type { Subject } from '#core/reply/reply.ts';
import { Facts } from './Facts.tsx';
import { MarkField, type Marking } from './MarkField.tsx';
import type { ShownPack, SoaRow } from './read-pack.ts';
import { words } from './strings.ts';

type RowDetailProps = {
  pack: ShownPack;
  row: SoaRow;
  marking: Marking;
  onOpen: (subject: Subject) => void;
};

/** One row of the Statement of Applicability with its evidence, and the auditor's mark. */
export function RowDetail({ pack, row, marking, onOpen }: RowDetailProps) {
  const linked = row.evidence.flatMap(({ id }) => pack.exhibits.find((one) => one.id === id) ?? []);
  return (
    <article className="pack-detail" aria-labelledby="row-title">
      <h2 id="row-title">
        <span className="mono">{row.reference}</span> {row.title}
      </h2>
      <MarkField {...marking} />
      <Facts
        facts={[
          [words.source, row.source],
          [words.description, row.description],
          [words.applicability, row.applicability],
          [words.status, row.status],
          [words.reasons, row.reasons.join(', ')],
          [words.justification, row.justification],
          [words.implementation, row.implementation],
          [words.owner, row.owner || words.nobody],
          [words.remarks, row.remarks],
        ]}
      />
      <section className="card" aria-labelledby="row-evidence">
        <h3 id="row-evidence">{words.evidence}</h3>
        {linked.length === 0 && <p className="help">{words.noneYet}</p>}
        <ul className="link-list">
          {linked.map(({ id, number, record }) => (
            <li key={id}>
              <button type="button" onClick={() => onOpen({ kind: 'exhibit', id, number })}>
                <span className="mono">{number}</span> {record.provenance.title}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
