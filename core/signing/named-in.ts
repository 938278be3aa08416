import * as v from 'valibot';
import type { StatementKind } from './statement.ts';

const name = v.string();
const named = {
  'soa-approval': v.pipe(
    v.object({ approver: name }),
    v.transform(({ approver }) => approver),
  ),
  'risk-acceptance': v.pipe(
    v.object({ acceptance: v.object({ owner: name }) }),
    v.transform(({ acceptance }) => acceptance.owner),
  ),
  'management-review': v.pipe(
    v.object({ chair: name }),
    v.transform(({ chair }) => chair),
  ),
} satisfies Record<StatementKind, v.GenericSchema<unknown, string>>;

/** Who was to sign this content: the version's approver, the risk's owner, the review's chair. Empty where it names nobody. */
export function namedIn(kind: StatementKind, content: unknown): string {
  const read = v.safeParse(named[kind], content);
  return read.success ? read.output.trim() : '';
}
