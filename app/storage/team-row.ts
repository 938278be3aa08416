/** What this browser profile knows of its team: one row of the settings, read by the tabs and by the worker that keeps in step. */
import * as v from 'valibot';
import type { AgreementKey } from '#core/crypto/agreement-key.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { Directory } from '#core/sync/directory.ts';
import type { HostProgress } from '#core/sync/invitation-host.ts';
import { meetingWays } from '#core/sync/invitation.ts';
import type { AppDatabase } from './database.ts';

const settingName = 'team';

const bytes = v.custom<Bytes>((value) => value instanceof Uint8Array);
const workspace = v.object({ id: v.string(), controlSecret: bytes });
const credentials = v.object({ seed: v.string(), jwt: v.string() });
const agreement = v.custom<AgreementKey>(
  (value) => v.is(v.object({ publicPoint: bytes, privateKey: v.instance(CryptoKey) }), value),
  'no agreement key',
);

/** Rows from before there were other ways than a relay name none. */
const way = v.optional(v.picklist(meetingWays), 'relay');
/** A folder that the person chose; `id` is another one after each choice, because cursors belong to one folder. */
const folderSchema = v.object({
  id: v.string(),
  name: v.string(),
  directory: v.custom<Directory>(
    (value) => typeof value === 'object' && value !== null && 'getDirectoryHandle' in value,
    'no folder',
  ),
});
export type StoredFolder = v.InferOutput<typeof folderSchema>;

const invitationSchema = v.object({
  id: v.string(),
  workspace,
  secret: bytes,
  expiresAt: v.date(),
  way,
  relay: v.optional(v.string()),
  credentials: v.optional(credentials),
  /** The member who gets the device, or the role and name that a new member gets. */
  wish: v.variant('kind', [
    v.object({ kind: v.literal('own-device') }),
    v.object({
      kind: v.literal('member'),
      role: v.picklist(['owner', 'editor', 'auditor']),
      name: v.string(),
    }),
  ]),
  progress: v.custom<HostProgress>((value) => typeof value === 'object' && value !== null),
});
export type StoredInvitation = v.InferOutput<typeof invitationSchema>;

const rowSchema = v.variant('kind', [
  /** The account key was made, and the relay's administrator was asked to admit it. */
  v.object({ kind: v.literal('prepared'), accountSeed: v.string(), relay: v.string() }),
  /** To be founded: over a relay as soon as it answers. */
  v.object({
    kind: v.literal('founding'),
    way,
    accountSeed: v.optional(v.string()),
    relay: v.string(),
    folder: v.optional(folderSchema),
  }),
  v.object({
    kind: v.literal('joining'),
    way,
    relay: v.string(),
    folder: v.optional(folderSchema),
    workspace,
    agreement,
    invitation: v.object({
      secret: bytes,
      credentials: v.optional(credentials),
      expiresAt: v.date(),
    }),
    /** Own key for the relay, which the owner signs. */
    userSeed: v.string(),
    request: v.string(),
    progress: v.object({ challenge: v.optional(v.string()), device: v.optional(v.string()) }),
    /** Why asking ended without being let in. */
    closed: v.optional(v.picklist(['used', 'refused', 'expired'])),
  }),
  v.object({
    kind: v.literal('shared'),
    way,
    /** Empty where the members meet in another way. */
    relay: v.string(),
    folder: v.optional(folderSchema),
    workspace,
    agreement,
    credentials: v.optional(credentials),
    accountSeed: v.optional(v.string()),
    invitations: v.array(invitationSchema),
    /** By fingerprint: the relay's name of a device that was let in here, for the administrator who cuts it off. */
    relayUsers: v.record(v.string(), v.string()),
  }),
]);
export type TeamRow = v.InferOutput<typeof rowSchema>;
export type TeamRowOf<Kind extends TeamRow['kind']> = Extract<TeamRow, { kind: Kind }>;

/** Undefined when nothing is shared. Rejects when storage fails or holds what cannot be read: keys would be lost by a new row. */
export async function readTeamRow(db: AppDatabase): Promise<TeamRow | undefined> {
  const row = await db.settings.get(settingName);
  return row && v.parse(rowSchema, row.value);
}

export const writeTeamRow = async (db: AppDatabase, row: TeamRow): Promise<void> =>
  void (await db.settings.put({ name: settingName, value: row }));

export const deleteTeamRow = (db: AppDatabase): Promise<void> => db.settings.delete(settingName);

/** The name of the database that holds what the replica keeps of this workspace. */
export const replicaDatabaseName = (workspace: string): string => `exhibit-replica-${workspace.slice(0, 32)}`;
