import type { StatementWish } from '#core/signing/statement.ts';
import type { SignedContent } from '#core/signing/signed-content.ts';
import type { AppDatabase } from '../storage/database.ts';

/**
 * Signs a statement with this device's key, which is made when there is none yet. `introduction` is the line by which the device
 * introduced itself. Rejects when the key cannot be read or stored.
 */
export async function signHere(
  db: AppDatabase,
  { kind, subject, content }: Pick<StatementWish, 'kind' | 'subject' | 'content'>,
  memberName: string,
  now: Date,
): Promise<{ line: string; introduction: string }> {
  const [{ signStatement }, { readOrCreateDevice }, { deviceSigner }, { readRoster }] = await Promise.all([
    import('#core/signing/statement.ts'),
    import('../storage/device-store.ts'),
    import('#core/crypto/device-key.ts'),
    import('#core/seal/device-roster.ts'),
  ]);
  const { key, introduction } = await readOrCreateDevice(db, memberName, now);
  // The key was introduced in one name; in another it says nothing.
  const member = (await readRoster([introduction])).devices.get(key.fingerprint)?.member ?? '';
  const line = await signStatement(deviceSigner(key), { kind, subject, content, remark: '', member }, now);
  return { line, introduction };
}

/** The same with the content's canonical JSON, as it stands in the workspace beside the signature. */
export async function signContentHere(
  db: AppDatabase,
  wish: Pick<StatementWish, 'kind' | 'subject' | 'content'>,
  memberName: string,
  now: Date,
): Promise<SignedContent> {
  const [{ canonicalJson }, { bytesToText }] = await Promise.all([
    import('#core/shared/canonical-json.ts'),
    import('#core/shared/bytes.ts'),
  ]);
  return { ...(await signHere(db, wish, memberName, now)), text: bytesToText(canonicalJson(wish.content)) };
}
