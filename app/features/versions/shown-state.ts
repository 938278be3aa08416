import { thawedRegisters } from '#core/risks/register-state.ts';
import type { RegisterState } from '#core/risks/register-state.ts';
import { clausesOf, customControlsOf, frozenEntry, ismsOf, registersOf } from '#core/soa/soa-version.ts';
import type { FrozenEntry } from '#core/soa/soa-version.ts';
import type { ClauseEntry } from '#core/soa/clause-entry.ts';
import { frozenClause } from '#core/soa/frozen-clause.ts';
import type { FrozenClause } from '#core/soa/frozen-clause.ts';
import type { IsmsFacts } from '#core/soa/isms-facts.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { PastState } from '#core/workspace/past-state.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';

/** A state of the workspace as it is compared: a version, a day, or what stands now. */
export type ShownState = {
  entries: readonly FrozenEntry[];
  /** Each is undefined where a version of an older form does not hold it. */
  registers: RegisterState | undefined;
  clauses: readonly FrozenClause[] | undefined;
  isms: IsmsFacts | undefined;
};

/** The state of a day, and how it is known. */
export type DayState =
  | {
      kind: 'exact';
      /** The end of the day, ISO 8601. */
      at: string;
      entries: readonly SoaEntry[];
      registers: RegisterState;
      clauses: readonly ClauseEntry[];
      isms: IsmsFacts;
      /** How many texts were too long to be kept in the history, and are shown as they are later. */
      unknown: number;
    }
  /** From before the history begins: the newest version that was frozen by then. */
  | { kind: 'version'; version: ShownVersion }
  | { kind: 'nothing' };

const dayName = /^on-(\d{4}-\d{2}-\d{2})$/;

/** The day of an address such as `on-2026-05-04`; undefined for another one. */
export const dayOf = (which: string): string | undefined => {
  const [, day] = dayName.exec(which) ?? [];
  return day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00`)) ? day : undefined;
};

/** The end of the day where the person is, ISO 8601 in UTC. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString();

/** What is known of the end of the day; `past` is what the history says about it. */
export function stateOfDay(
  past: PastState | undefined,
  versions: readonly ShownVersion[],
  day: string,
): DayState {
  const at = endOfDay(day);
  if (past) return { ...past, kind: 'exact', at, unknown: past.unknown.length };
  const version = versions
    .filter(({ version: { frozenAt }, intact }) => intact && frozenAt <= at)
    .toSorted((a, b) => (a.version.frozenAt < b.version.frozenAt ? -1 : 1))
    .at(-1);
  return version ? { kind: 'version', version } : { kind: 'nothing' };
}

export function stateOfVersion({ version }: ShownVersion): ShownState {
  const registers = registersOf(version);
  return {
    entries: version.entries,
    registers: registers && thawedRegisters(registers, customControlsOf(version)),
    clauses: clausesOf(version)?.map(frozenClause),
    isms: ismsOf(version),
  };
}

/** What stands somewhere unfrozen, as it is compared. */
export const stateNow = (
  state: Pick<Extract<DayState, { kind: 'exact' }>, 'entries' | 'registers' | 'clauses' | 'isms'>,
): ShownState => ({
  entries: state.entries.map(frozenEntry),
  registers: state.registers,
  clauses: state.clauses.map(frozenClause),
  isms: state.isms,
});

/** A day's state as it is compared; undefined where nothing is known of the day. */
export function comparedDay(state: DayState): ShownState | undefined {
  if (state.kind === 'nothing') return undefined;
  if (state.kind === 'version') return stateOfVersion(state.version);
  return stateNow(state);
}
