/** What was refused and what happened since the worker began, for the team's screen. */
import { authorOf } from '#core/sync/envelope.ts';
import type { Refusal, RefusalKind } from '#core/sync/refusal.ts';
import type { ReplicaNotice } from '#core/sync/replica.ts';
import type { ControlState } from '#core/sync/control-state.ts';
import { deviceOfAuthor } from '#core/sync/control-state.ts';
import type { NoticeView, RefusalView } from '../../services/team-state.ts';

/** What happens without anybody's fault: delivered twice, or before what it rests on. */
const ordinary: ReadonlySet<RefusalKind> = new Set([
  'duplicate',
  'early',
  'unknown-device',
  'unknown-generation',
]);
/** Older ones are forgotten: a hostile relay could refuse for ever. */
const most = 50;

export function createIncidents(control: () => ControlState | undefined, now: () => Date) {
  let refusals: RefusalView[] = [];
  let notices: NoticeView[] = [];

  function nameOf(author: string | undefined): string {
    const state = control();
    const device = state && author !== undefined ? deviceOfAuthor(state, author) : undefined;
    const name = state?.members.get(device?.member ?? '')?.name ?? '';
    return device?.label ? `${name} (${device.label})` : name;
  }

  return {
    /** True when it is to be shown. */
    refused({ kind, subject, author }: Refusal): boolean {
      if (ordinary.has(kind)) return false;
      const by = nameOf(author);
      const isSame = (other: RefusalView) =>
        other.kind === kind && other.subject === subject && other.by === by;
      const times = (refusals.find(isSame)?.times ?? 0) + 1;
      refusals = [{ kind, subject, by, times, last: now() }, ...refusals.filter((other) => !isSame(other))];
      refusals = refusals.slice(0, most);
      return true;
    },
    happened(notice: ReplicaNotice | { kind: 'worker-ended' }, ownDevice: string): void {
      const author = 'author' in notice && notice.author !== authorOf(ownDevice) ? notice.author : undefined;
      notices = [{ kind: notice.kind, by: nameOf(author), at: now() }, ...notices].slice(0, most);
    },
    clear(): void {
      refusals = [];
      notices = [];
    },
    refusals: (): readonly RefusalView[] => refusals,
    notices: (): readonly NoticeView[] => notices,
  };
}
