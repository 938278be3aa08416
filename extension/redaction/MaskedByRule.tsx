import type { Masked } from '../outbox/database.ts';
import { sensitiveKindSchema } from '#core/redaction/rules.ts';
import { redactionStrings as strings } from './strings.ts';

/** What the rules masked in a clip before anybody saw it; nothing where they masked nothing. */
export function MaskedByRule({ masked }: { masked: Masked | undefined }) {
  const parts = sensitiveKindSchema.options.flatMap((kind) => {
    const count = masked?.counts[kind];
    return count === undefined ? [] : [strings.counts[kind](count)];
  });
  if (parts.length === 0) return null;
  const what = new Intl.ListFormat(undefined, { type: 'unit' }).format(parts);
  return (
    <>
      <p className="quiet masked">{strings.masked(what)}</p>
      {masked?.pictureUnread && <p className="failure">{strings.maskedUnread}</p>}
    </>
  );
}
