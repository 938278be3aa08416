import type { ClauseEntry, ClauseStatus } from '#core/soa/clause-entry.ts';
import { StateMark, type StateValue } from '../../components/StateMark.tsx';
import { useMessages } from '../../messages/use-messages.ts';

const shapes: Record<ClauseStatus, StateValue> = {
  unverified: 'unverified',
  met: 'implemented',
  partly: 'partly',
  'not-met': 'not-implemented',
};

/** Shape and word of a clause's status. */
export function ClauseMark({ status }: { status: ClauseStatus }) {
  const { clauses: words } = useMessages();
  return <StateMark value={shapes[status]} word={words.states[status]} />;
}

/** The status as the list shows it: while members differ, that they do. */
export function ClauseStatusMark({ entry }: { entry: ClauseEntry }) {
  const { contest } = useMessages();
  return entry.contested.status.length > 0 ? (
    <StateMark value="contested" word={contest.word} />
  ) : (
    <ClauseMark status={entry.status} />
  );
}
