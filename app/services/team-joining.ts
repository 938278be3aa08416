/** Loaded when somebody joins or leaves a team. */
import { Dexie } from 'dexie';
import { createAgreementKey } from '#core/crypto/agreement-key.ts';
import { bytesToBase64, bytesToHex } from '#core/shared/bytes.ts';
import { freshSecret, parseInvitation, type JoinRequest } from '#core/sync/invitation.ts';
import { createRelayUser } from '#core/sync/relay-user.ts';
import type { AppDatabase } from '../storage/database.ts';
import { deviceLabel } from '../storage/device-label.ts';
import { readOrCreateDevice } from '../storage/device-store.ts';
import { deleteTeamRow, readTeamRow, replicaDatabaseName, type TeamRowOf } from '../storage/team-row.ts';

/** What is stored before anybody is asked; undefined when the text is no invitation. */
export async function makeJoining(
  db: AppDatabase,
  text: string,
  memberName: string,
): Promise<TeamRowOf<'joining'> | undefined> {
  const invitation = parseInvitation(text);
  if (!invitation) return undefined;
  const { workspace, secret, credentials, expiresAt, relay } = invitation;
  const { key } = await readOrCreateDevice(db, memberName, new Date());
  const agreement = await createAgreementKey();
  const user = createRelayUser();
  const request: JoinRequest = {
    name: memberName,
    label: deviceLabel(navigator.userAgent),
    publicKey: bytesToBase64(key.publicKeySpki),
    agreementPoint: bytesToBase64(agreement.publicPoint),
    relayUser: user.name,
    nonce: bytesToHex(freshSecret()),
  };
  return {
    kind: 'joining',
    relay,
    workspace,
    agreement,
    invitation: { secret, credentials, expiresAt },
    userSeed: user.seed,
    request: JSON.stringify(request),
    progress: {},
  };
}

/** Keys, control log and exchange of this device; call it when the worker has stopped. */
export async function deleteTeam(db: AppDatabase): Promise<void> {
  const row = await readTeamRow(db);
  await deleteTeamRow(db);
  if (row?.kind === 'shared') await Dexie.delete(replicaDatabaseName(row.workspace.id));
}
