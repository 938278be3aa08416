import { useMemo } from 'react';
import type * as Y from 'yjs';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import { useHashLocation } from 'wouter/use-hash-location';
import { noteMadePack } from '#core/workspace/made-packs.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatCalendarDate } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { AcceptancesPort } from '../../services/acceptances-port.ts';
import type { ApprovalsPort } from '../../services/approvals-port.ts';
import type { DevicePort } from '../../services/device-port.ts';
import type { Clauses } from '../../services/clause-projection.ts';
import type { EvidencePort } from '../../services/evidence-port.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { Registers } from '../../services/register-projection.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { SoaVersions } from '../../services/soa-versions.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Watchable } from '../../services/watchable.ts';
import { exhibitTitle } from '../evidence/exhibit-words.ts';
import { inputOfDay, inputOfVersion } from '../packs/build-files.ts';
import type { PackInput } from '../packs/build-files.ts';
import { localDay } from '../local-day.ts';
import { Comparison } from './Comparison.tsx';
import { FreezeForm } from './FreezeForm.tsx';
import { dayOf, stateNow } from './shown-state.ts';
import { DayRun } from './DayRun.tsx';
import { DayForm, DayView } from './TimeMachine.tsx';
import { cellsMoved, useShownState } from './use-shown-state.ts';
import { VersionCard } from './VersionCard.tsx';
import './versions.css';

type VersionsScreenProps = {
  doc: Y.Doc;
  versions: SoaVersions;
  approvals: ApprovalsPort;
  acceptances: AcceptancesPort;
  soa: Watchable<SoaProjection>;
  isms: Watchable<IsmsFacts>;
  clauses: Watchable<Clauses>;
  registers: Watchable<Registers>;
  evidence: EvidencePort;
  preferences: PreferencesService;
  device: DevicePort;
  toasts: Toasts;
  now: () => Date;
};

/** Freezes the SoA with its registers, lists what was frozen, shows any day, and compares any two states. */
export function VersionsScreen(props: VersionsScreenProps) {
  const { versions, approvals, evidence, device, toasts, now } = props;
  const messages = useMessages();
  const words = messages.versions;
  const [location] = useHashLocation();
  const [, before = '', after = ''] = location.split('/').filter(Boolean).map(decodeURIComponent);
  const all = useWatchable(versions);
  const signed = useWatchable(approvals.checked);
  const { entries } = useWatchable(props.soa);
  const registers = useWatchable(props.registers);
  const acceptances = useWatchable(props.acceptances.checked);
  const exhibits = useWatchable(evidence.exhibits) ?? [];
  const isms = useWatchable(props.isms);
  const { memberName } = useWatchable(props.preferences);
  const clauses = useWatchable(props.clauses);
  const current = useMemo(
    () => stateNow({ entries, registers, clauses, isms }),
    [entries, registers, clauses, isms],
  );
  const places = { doc: props.doc, preferences: props.preferences, versions: all, current };
  const old = useShownState(places, before);
  const fresh = useShownState(places, after);
  const newest = all.at(-1);
  const moved = useMemo(() => (newest ? cellsMoved(newest, current) : 0), [newest, current]);
  const days = [before, after].map(dayOf).filter((day) => day !== undefined);
  const [day] = after === '' ? days : [];
  const approvalsOf = (sha256: string) => signed && (signed.get(sha256) ?? []);
  const input: PackInput = {
    ...isms,
    clauses,
    entries,
    exhibits: exhibits.map(({ record }) => record),
    registers,
    acceptances,
    comments: undefined,
    sealing: () => device.sealing(),
    onPackMade: (made) => noteMadePack(props.doc, made, { by: memberName, at: now().toISOString() }),
    now,
  };

  async function freeze(reason: string, approvedBy: string) {
    const linked = new Set([...entries, ...clauses].flatMap((entry) => entry.exhibits));
    const frozen = await versions.freeze({
      isms,
      reason,
      approver: approvedBy,
      frozenBy: memberName,
      frozenAt: now().toISOString(),
      entries,
      clauses,
      registers,
      exhibits: exhibits
        .filter(({ id }) => linked.has(id))
        .map(({ id, recordSha256 }) => ({ id, recordSha256 })),
    });
    if (!frozen.ok) return frozen.error;
    toasts.show(words.frozen(String(frozen.value.version.number)), undefined, 'versions');
    return undefined;
  }

  const titleOf = (id: string) => {
    const exhibit = exhibits.find((one) => one.id === id);
    return exhibit ? exhibitTitle(exhibit.record, messages.evidence.untitled) : messages.row.missing;
  };

  return (
    <div className="screen">
      <div className="column versions">
        <p className="lead">{words.intro}</p>
        <DayRun sides={[old, fresh]} />
        {old.state && fresh.state && (
          <Comparison
            options={[
              ...all.toReversed().map(({ sha256, label }) => ({ value: sha256, label: words.name(label) })),
              ...days.map((one) => ({
                value: `on-${one}`,
                label: words.dayOption(formatCalendarDate(one)),
              })),
              { value: 'now', label: words.now },
            ]}
            before={before}
            after={after}
            old={old.state}
            fresh={fresh.state}
            titleOf={titleOf}
          />
        )}
        {day !== undefined && old.day && (
          <DayView day={day} state={old.day} input={inputOfDay(input, old.day)} />
        )}
        <FreezeForm
          number={versions.next()}
          undecided={entries.filter(({ applicability }) => applicability === 'undecided').length}
          usualApprover={isms.approver}
          onFreeze={freeze}
        />
        <DayForm key={day} doc={props.doc} versions={all} day={day ?? ''} today={localDay(now())} />
        {all.length === 0 ? (
          <EmptyState icon="versions" title={words.emptyTitle} hint={words.emptyHint} />
        ) : (
          <section aria-labelledby="version-list">
            <h2 id="version-list">{words.listTitle}</h2>
            <ol className="version-list" aria-label={words.list} reversed>
              {all.toReversed().map((shown, at) => (
                <VersionCard
                  key={shown.sha256}
                  shown={shown}
                  moved={at === 0 ? moved : 0}
                  input={inputOfVersion(input, { ...shown, approvals: approvalsOf(shown.sha256) ?? [] })}
                  approvals={approvalsOf(shown.sha256)}
                  onApprove={memberName === '' ? undefined : () => approvals.approve(shown)}
                />
              ))}
            </ol>
          </section>
        )}
      </div>
    </div>
  );
}
