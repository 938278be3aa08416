import type { Agreement, Difference } from '#core/evidence/agreement.ts';
import { shareOf } from '#core/evidence/agreement.ts';
import type { DoubleTake } from '#core/evidence/double-take.ts';
import { useMessages } from '../../messages/use-messages.ts';

/** How far picture and page text agree, with what differs and what this cannot show. */
export function AgreementFact({ agreement }: { agreement: Agreement | undefined }) {
  const { exhibit } = useMessages();
  if (!agreement) return <span className="faint">{exhibit.notCompared}</span>;
  const say = ({ kind, page, picture }: Difference) => {
    if (kind === 'missing in picture') return exhibit.missingInPicture(page);
    return kind === 'only in picture' ? exhibit.onlyInPicture(picture) : exhibit.changed(page, picture);
  };
  return (
    <>
      {exhibit.agreementValue(shareOf(agreement), agreement.compared, agreement.differing)}
      {agreement.differences.map((difference) => (
        <span className="help block" key={`${difference.box.x} ${difference.box.y} ${difference.picture}`}>
          {say(difference)}
        </span>
      ))}
      <span className="help block">{exhibit.agreementLimits}</span>
    </>
  );
}

/** What came of reloading the page and capturing it again. */
export function DoubleTakeFact({ doubleTake: { differing, changes } }: { doubleTake: DoubleTake }) {
  const { exhibit } = useMessages();
  if (differing === 0) return exhibit.sameAfterReload;
  const say = (before: string, after: string) => {
    if (after === '') return exhibit.goneLine(before);
    return before === '' ? exhibit.newLine(after) : exhibit.changedLine(before, after);
  };
  return (
    <>
      {exhibit.differsAfterReload(differing)}
      {changes.map(({ before, after }) => (
        <span className="help block" key={`${before}\n${after}`}>
          {say(before, after)}
        </span>
      ))}
    </>
  );
}
