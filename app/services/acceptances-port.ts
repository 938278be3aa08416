import { liveQuery } from 'dexie';
import type { StatementKind, Statement, StatementError, StatementWish } from '#core/signing/statement.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import type { AppDatabase } from '../storage/database.ts';
import { signHere } from './sign-here.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** A statement that was signed here, checked when it was read. */
export type CheckedStatement = Pick<
  Statement,
  'subject' | 'contentSha256' | 'signedAt' | 'member' | 'device'
> & {
  kind: StatementKind;
  /** Why it does not count; undefined when it holds. */
  fault: StatementError['kind'] | undefined;
};

/** What people signed with this device's key: acceptances of risks. */
export interface StatementsPort {
  /** In the order in which they were signed. */
  readonly statements: Watchable<readonly CheckedStatement[]>;
  /** Signs and stores. Rejects when the key cannot be read or the statement cannot be stored. */
  sign(wish: Pick<StatementWish, 'kind' | 'subject' | 'content'>): Promise<void>;
}

/** The code is loaded with the first screen that asks. */
export function createStatementsPort(
  db: AppDatabase,
  memberName: () => string,
  now: () => Date,
): StatementsPort {
  const state = createWatchable<readonly CheckedStatement[]>([]);
  let started = false;

  async function check(): Promise<CheckedStatement[]> {
    const [{ verifyStatement, statementIn }, { readRoster }, { readDevice }] = await Promise.all([
      import('#core/signing/statement.ts'),
      import('#core/seal/device-roster.ts'),
      import('../storage/device-store.ts'),
    ]);
    const own = await readDevice(db);
    const { devices } = await readRoster(own ? [own.introduction] : []);
    const checked: CheckedStatement[] = [];
    for (const { line, content } of await db.statements.toArray()) {
      const statement = await statementIn(line);
      if (!statement) continue;
      const contentSha256 = await sha256Hex(canonicalJson(content));
      const verified = await verifyStatement(line, () => contentSha256, devices);
      checked.push({ ...statement, fault: verified.ok ? undefined : verified.error.kind });
    }
    return checked.toSorted((a, b) => (a.signedAt < b.signedAt ? -1 : 1));
  }

  function start() {
    started = true;
    const refresh = () => check().then(state.set, () => undefined);
    liveQuery(() => db.statements.count()).subscribe(() => void refresh());
  }

  return {
    statements: {
      getState: state.getState,
      subscribe(listener) {
        if (!started) start();
        return state.subscribe(listener);
      },
    },
    async sign(wish) {
      const { line } = await signHere(db, wish, memberName(), now());
      await db.statements.add({ line, content: wish.content });
    },
  };
}
