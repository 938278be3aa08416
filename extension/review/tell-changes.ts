import { tell } from '../messages/messages.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { signalChanged } from '../pairing/changed-signal.ts';

/** After each change of what is accepted: paired workspaces look, and the toolbar counts anew. */
export async function tellOffersChanged(db: ExtensionDatabase): Promise<void> {
  await Promise.all([signalChanged(db), tell({ kind: 'offers-changed' })]);
}
