/** Loaded when somebody joins or leaves a team. */
import { Dexie } from 'dexie';
import { createAgreementKey } from '#core/crypto/agreement-key.ts';
import { bytesToBase64, bytesToHex } from '#core/shared/bytes.ts';
import { freshSecret, parseInvitation, type JoinRequest, type MeetingWay } from '#core/sync/invitation.ts';
import { createRelayUser } from '#core/sync/relay-user.ts';
import { sealRequestFile } from '#core/sync/request-file.ts';
import type { AppDatabase } from '../storage/database.ts';
import { deviceLabel } from '../storage/device-label.ts';
import { readOrCreateDevice } from '../storage/device-store.ts';
import {
  deleteTeamRow,
  readTeamRow,
  replicaDatabaseName,
  type StoredFolder,
  type TeamRowOf,
} from '../storage/team-row.ts';

/** What is stored before anybody is asked; undefined when the text is no invitation. */
export async function makeJoining(
  db: AppDatabase,
  text: string,
  memberName: string,
  folder: StoredFolder | undefined,
): Promise<TeamRowOf<'joining'> | undefined> {
  const invitation = parseInvitation(text);
  if (!invitation) return undefined;
  const { workspace, secret, way, credentials, expiresAt, relay = '' } = invitation;
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
    way,
    relay,
    ...(folder && { folder }),
    workspace,
    agreement,
    invitation: { secret, expiresAt, ...(credentials && { credentials }) },
    userSeed: user.seed,
    request: JSON.stringify(request),
    progress: {},
  };
}

/** How the people of an invitation meet; undefined when the text is none. */
export const wayOfInvitation = (text: string): MeetingWay | undefined => parseInvitation(text)?.way;

/** What is carried to the person who made the invitation. Rejects when this device is not asking. */
export async function makeRequestFile(db: AppDatabase): Promise<Blob> {
  const row = await readTeamRow(db);
  if (row?.kind !== 'joining') throw new Error('this device is not asking to be let in');
  const { workspace, request } = row;
  return new Blob([await sealRequestFile({ workspace, secret: row.invitation.secret }, request)]);
}

/** Keys, control log and exchange of this device; call it when the worker has stopped. */
export async function deleteTeam(db: AppDatabase): Promise<void> {
  const row = await readTeamRow(db);
  await deleteTeamRow(db);
  // A device that is not let in yet may have looked into a file.
  if (row?.kind === 'shared' || row?.kind === 'joining')
    await Dexie.delete(replicaDatabaseName(row.workspace.id));
}
