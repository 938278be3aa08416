import type { WholeWorkspace } from '#core/exchange/workspace-file.ts';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import type { PreferencesService } from './preferences.ts';

/**
 * Brings a workspace into this one: exhibits with their files first, so that a row that is shown has its evidence, then the document
 * by `apply`, and the organization's name where there is none yet. False when the storage refused; the document is as it was then.
 */
export async function takeIn(
  { evidence, preferences }: { evidence: EvidenceStore; preferences: PreferencesService },
  { organization, update, exhibits }: WholeWorkspace,
  apply: (update: Uint8Array) => void,
): Promise<boolean> {
  for (const { record, recordSha256, files } of exhibits) {
    const contents = new Map([...files].map(([sha256, bytes]) => [sha256, new Blob([bytes])]));
    const put = await evidence.put({ record, recordSha256, receivedAt: record.reviewedAt, files: contents });
    if (!put.ok) return false;
  }
  apply(update);
  if (preferences.getState().organization === '')
    await preferences.setName('organization', organization).catch(() => undefined);
  return true;
}
