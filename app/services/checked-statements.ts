import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { KnownDevices } from '#core/signing/holder.ts';
import type { SignedContent } from '#core/signing/signed-content.ts';
import type { StatementKind } from '#core/signing/statement.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import type { KnownDevicesSource } from './known-devices.ts';
import { rosterOf } from './roster.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** What was checked, by what it is about, oldest first; undefined until then, and when it cannot be checked. */
export type CheckedBy<Checked> = ReadonlyMap<string, readonly Checked[]> | undefined;

type CheckedParts<Checked> = {
  db: AppDatabase;
  seals: SealStore;
  known: KnownDevicesSource;
  /** Checks all there are against the devices that the roster knows and whose they are. */
  check: (roster: string[], known: KnownDevices) => Promise<ReadonlyMap<string, readonly Checked[]>>;
  /** Calls `refresh` whenever there may be others to check. */
  observe: (refresh: () => void) => void;
};

/** Signed statements of the workspace, checked from the moment on when the first screen asks: the code that checks is loaded then. */
export function createChecked<Checked>({
  db,
  seals,
  known,
  check,
  observe,
}: CheckedParts<Checked>): Watchable<CheckedBy<Checked>> {
  const state = createWatchable<CheckedBy<Checked>>(undefined);
  let started = false;
  let newest = 0;

  async function checkAll() {
    newest += 1;
    const own = newest;
    const logs = await seals.logs();
    const roster = await rosterOf(
      db,
      logs.map(({ stored }) => stored),
    );
    const checked = await check(roster, await known.read());
    if (own === newest) state.set(checked);
  }

  function start() {
    started = true;
    const refresh = () => void checkAll().catch(() => state.set(undefined));
    observe(refresh);
    known.observe(refresh);
    refresh();
  }

  return {
    getState: state.getState,
    subscribe(listener) {
      if (!started) start();
      return state.subscribe(listener);
    },
  };
}

type SealedStatement = { line: string; introduction: string; content: object };

/** What a pack is sealed with, and these statements with the devices that signed them. */
export async function withStatements(
  sealing: PackSealing,
  signed: readonly SealedStatement[],
): Promise<PackSealing> {
  const { rosterWith } = await import('#core/signing/approval.ts');
  // What this device signed is also in its own store.
  const there = new Set(sealing.statements.map(({ line }) => line));
  const statements = signed
    .filter(({ line }) => !there.has(line))
    .map(({ line, content }) => ({ line, content }));
  return {
    ...sealing,
    roster: await rosterWith(sealing.roster, signed),
    statements: [...sealing.statements, ...statements.toSorted((a, b) => (a.line < b.line ? -1 : 1))],
  };
}

/**
 * The same of statements that stand in the workspace with their contents. One whose signature does not hold is left out: anybody who
 * writes to the workspace could put it there, and the pack would be found faulty for it.
 */
export async function withContents(
  sealing: PackSealing,
  kind: StatementKind,
  signed: readonly SignedContent[],
): Promise<PackSealing> {
  const { checkContents, contentIn } = await import('#core/signing/signed-content.ts');
  const found: SealedStatement[] = [];
  for (const { text, ...one } of signed) {
    const [checked] = await checkContents(kind, [{ text, ...one }], sealing.roster, { kind: 'unread' });
    const content = contentIn(text);
    if (checked && !checked.fault && typeof content === 'object' && content !== null)
      found.push({ ...one, content });
  }
  return withStatements(sealing, found);
}
