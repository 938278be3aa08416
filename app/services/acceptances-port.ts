import type * as Y from 'yjs';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { Risk } from '#core/risks/risk.ts';
import type { CheckedContent } from '#core/signing/signed-content.ts';
import {
  addSignedAcceptance,
  readSignedAcceptances,
  signedAcceptanceMap,
} from '#core/workspace/signed-acceptances.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { SealStore } from '../storage/seal-store.ts';
import { createChecked, withContents } from './checked-statements.ts';
import type { CheckedBy } from './checked-statements.ts';
import type { KnownDevicesSource } from './known-devices.ts';
import { signContentHere } from './sign-here.ts';
import type { Watchable } from './watchable.ts';

/** Signed acceptances of risks. They stand in the workspace, so that every member sees and checks them. */
export interface AcceptancesPort {
  /** By the risk's id. */
  readonly checked: Watchable<CheckedBy<CheckedContent>>;
  /** Signs the acceptance as it stands with this device's key; nothing where there is none. Rejects when the key cannot be read or stored. */
  sign(risk: Risk): Promise<void>;
  /** What a pack is sealed with, and the signed acceptances with what they need to be checked. */
  withAcceptances(sealing: PackSealing): Promise<PackSealing>;
}

type Parts = {
  doc: Y.Doc;
  db: AppDatabase;
  seals: SealStore;
  known: KnownDevicesSource;
  mayEdit: () => boolean;
  memberName: () => string;
  now: () => Date;
};

export function createAcceptancesPort(parts: Parts): AcceptancesPort {
  const { doc, db, seals, known, mayEdit, memberName, now } = parts;
  let shared = false;

  /** What was signed here before acceptances stood in the workspace joins them. */
  async function shareEarlier() {
    const [{ readDevice }, { statementIn }, { canonicalJson }, { bytesToText }] = await Promise.all([
      import('../storage/device-store.ts'),
      import('#core/signing/statement.ts'),
      import('#core/shared/canonical-json.ts'),
      import('#core/shared/bytes.ts'),
    ]);
    const introduction = (await readDevice(db))?.introduction;
    if (introduction === undefined) return;
    const there = new Set(readSignedAcceptances(doc).map(({ line }) => line));
    for (const { line, content } of await db.statements.toArray()) {
      if (there.has(line) || (await statementIn(line))?.kind !== 'risk-acceptance') continue;
      await addSignedAcceptance(doc, { line, introduction, text: bytesToText(canonicalJson(content)) });
    }
  }

  const checked = createChecked<CheckedContent>({
    db,
    seals,
    known,
    async check(roster, devices) {
      const { checkContents } = await import('#core/signing/signed-content.ts');
      const all = await checkContents('risk-acceptance', readSignedAcceptances(doc), roster, devices);
      return Map.groupBy(all, ({ subject }) => subject);
    },
    observe: (refresh) => signedAcceptanceMap(doc).observe(refresh),
  });

  return {
    checked: {
      getState: checked.getState,
      subscribe(listener) {
        if (!shared && mayEdit()) {
          shared = true;
          // They stay in this device's store, and the next start tries again.
          void shareEarlier().catch(() => undefined);
        }
        return checked.subscribe(listener);
      },
    },

    async sign(risk) {
      const { acceptanceStatement } = await import('#core/signing/acceptance-signatures.ts');
      const statement = acceptanceStatement(risk);
      if (!statement) return;
      const signed = await signContentHere(db, statement, memberName(), now());
      // This device's own copy: the check of the storage compares it with what was signed.
      await db.statements.add({ line: signed.line, content: statement.content });
      await addSignedAcceptance(doc, signed);
    },

    withAcceptances: (sealing) => withContents(sealing, 'risk-acceptance', readSignedAcceptances(doc)),
  };
}
