/** The invitations of this device: makes them, hears who comes by them, and lets in or turns away. */
import type { Signer } from '#core/crypto/device-key.ts';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { base64ToBytes, bytesToHex, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import {
  hostInvitation,
  type Asking,
  type InvitationHost,
  type InvitationLine,
} from '#core/sync/invitation-host.ts';
import { freshSecret, invitationSubject, parseJoinRequest } from '#core/sync/invitation.ts';
import { createRelayUser, signGuest, signMember, signOwner } from '#core/sync/relay-user.ts';
import type { Replica } from '#core/sync/replica.ts';
import { openRequestFile, requestCode } from '#core/sync/request-file.ts';
import { addDevice, giveRole } from '#core/sync/workspace-control.ts';
import type { FileReport, InvitationView, InviteWish } from '../../services/team-state.ts';
import type { StoredInvitation, TeamRowOf } from '../../storage/team-row.ts';
import { openLine } from './join-team.ts';
import { pauseAfter } from './pause.ts';
import { invitationView } from './team-view.ts';
import type { TeamRig } from './team-rig.ts';

const hour = 3_600_000;

type DoorParts = {
  row: () => TeamRowOf<'shared'>;
  save: (row: TeamRowOf<'shared'>) => Promise<void>;
  replica: Replica;
  signer: Signer;
  rig: TeamRig;
  changed: () => void;
};

export function createDoors({ row, save, replica, signer, rig, changed }: DoorParts) {
  const hosts = new Map<string, InvitationHost>();
  const guests = new Map<string, Asking>();
  const lines = new Map<string, InvitationLine>();
  const { now, pause } = rig;

  const find = (id: string) => row().invitations.find((invitation) => invitation.id === id);

  async function update(id: string, change: (invitation: StoredInvitation) => StoredInvitation) {
    const invitations = row().invitations.map((other) => (other.id === id ? change(other) : other));
    await save({ ...row(), invitations });
  }

  /** Listens until the invitation expires or is withdrawn; also after the answer, which may not have arrived. */
  async function listen(id: string): Promise<void> {
    for (let failures = 0; !rig.isStopped(); failures += 1) {
      const invitation = find(id);
      if (!invitation || now() >= invitation.expiresAt || lines.has(id)) return;
      try {
        const { way, relay, credentials, folder } = row();
        const line = await openLine({ way, relay, credentials }, folder, invitation.secret);
        if (rig.isStopped() || !find(id)) return await line.close();
        lines.set(id, line);
        const host = hostInvitation({
          invitation,
          device: signer.fingerprint,
          line,
          progress: invitation.progress,
          now,
          save: (progress) => update(id, (before) => ({ ...before, progress })),
          onAsking(asking) {
            guests.set(id, asking);
            changed();
          },
        });
        hosts.set(id, host);
        return;
      } catch {
        // The state line says that the relay cannot be reached; the invitation waits with it.
        await pause.wait(pauseAfter(failures));
      }
    }
  }

  async function close(id: string): Promise<InvitationLine | undefined> {
    hosts.delete(id);
    guests.delete(id);
    const line = lines.get(id);
    lines.delete(id);
    await line?.close();
    return line;
  }

  /** Somebody's request that came by a file, until it is answered. */
  async function showRequest({ id, workspace, progress }: StoredInvitation): Promise<void> {
    const request = progress.request === undefined ? undefined : parseJoinRequest(progress.request);
    if (!request || progress.request === undefined) return;
    guests.set(id, { request, code: await requestCode(workspace.id, progress.request) });
    changed();
  }

  /** What a guest connects to the relay with, on the subject of the invitation alone. */
  async function guestOf(secret: Bytes, expiresAt: Date) {
    const { accountSeed, relay } = row();
    if (accountSeed === undefined) throw new Error('this device has not the key that lets others in');
    const user = createRelayUser();
    const jwt = await signGuest(accountSeed, user.name, await invitationSubject(secret), expiresAt);
    return { relay, credentials: { seed: user.seed, jwt } };
  }

  /** The last word where no relay is: through the folder, or in the file that is made next. */
  async function answer({ id, way }: StoredInvitation, granted: { member: string }): Promise<void> {
    if (way === 'folder') return hosts.get(id)?.welcome(granted);
    await update(id, (before) => ({
      ...before,
      progress: { ...before.progress, answer: { kind: 'welcome', commitment: '', ...granted } },
    }));
  }

  const controlState = () => {
    const { state } = replica.control();
    if (!state) throw new Error('the members are not known yet');
    return state;
  };

  /** The member that the device is added to; a new one is put into the log first. */
  async function memberFor({ wish }: StoredInvitation, guestName: string) {
    const state = controlState();
    if (wish.kind === 'own-device') {
      const own = state.devices.get(signer.fingerprint)?.member ?? '';
      return { id: own, role: state.members.get(own)?.role };
    }
    const id = bytesToHex(randomBytes(8));
    const member = { id, name: guestName || wish.name, role: wish.role };
    await replica.addControl([await giveRole(signer, state, member, replica.counters(), now())]);
    return { id, role: wish.role };
  }

  return {
    views: (): InvitationView[] =>
      row().invitations.map((invitation) => {
        const asking = guests.get(invitation.id);
        const guest = asking && {
          name: asking.request.name,
          label: asking.request.label,
          code: asking.code,
        };
        return invitationView(invitation, guest, now());
      }),

    /** Opens the lines of what is not over. */
    open(): void {
      for (const invitation of row().invitations)
        void (invitation.way === 'file' ? showRequest(invitation) : listen(invitation.id));
    },

    async invite(wish: InviteWish, hours: number): Promise<void> {
      const { way, workspace } = row();
      const secret = freshSecret();
      const expiresAt = new Date(now().getTime() + hours * hour);
      const atRelay = way === 'relay' ? await guestOf(secret, expiresAt) : {};
      const id = bytesToHex(randomBytes(8));
      const made: StoredInvitation = {
        id,
        workspace,
        secret,
        expiresAt,
        way,
        ...atRelay,
        wish,
        progress: {},
      };
      await save({ ...row(), invitations: [...row().invitations, made] });
      if (way !== 'file') void listen(id);
    },

    /** Somebody's request that was carried here; the first of an invitation is the only one. */
    async takeRequest(bytes: Bytes): Promise<FileReport> {
      for (const invitation of row().invitations) {
        const text = await openRequestFile(invitation, bytes);
        const request = parseJoinRequest(text ?? '');
        if (text === undefined || !request) continue;
        const { id, way, progress } = invitation;
        const isOther = progress.request !== undefined && progress.request !== text;
        if (way !== 'file' || isOther || progress.answer || now() >= invitation.expiresAt)
          return { kind: 'unknown-request' };
        await update(id, (before) => ({ ...before, progress: { ...before.progress, request: text } }));
        await showRequest({ ...invitation, progress: { ...progress, request: text } });
        return { kind: 'request', name: request.name, label: request.label };
      }
      return { kind: 'unknown-request' };
    },

    async letIn(id: string): Promise<void> {
      const invitation = find(id);
      const asking = guests.get(id);
      const { accountSeed } = row();
      if (!invitation || !asking || invitation.progress.answer) return;
      if (invitation.way === 'relay' && accountSeed === undefined) return;
      const { request } = asking;
      const publicKeySpki = base64ToBytes(request.publicKey);
      const device = {
        fingerprint: await sha256Hex(publicKeySpki),
        publicKeySpki,
        agreementPoint: base64ToBytes(request.agreementPoint),
        label: request.label,
      };
      const member = await memberFor(invitation, request.name);
      const wish = { member: member.id, device };
      const line = await addDevice(signer, controlState(), replica.keyring(), wish, now());
      await replica.addControl([line]);
      if (controlState().devices.get(device.fingerprint)?.member !== member.id)
        throw new Error('that device was in this workspace before and cannot come back under the same key');
      // The guest connects as soon as it is welcome, and reads in the log that it is let in.
      await replica.flush();
      if (accountSeed === undefined) return answer(invitation, { member: member.id });
      const relayUsers = { ...row().relayUsers, [device.fingerprint]: request.relayUser };
      await save({ ...row(), relayUsers });
      const isOwner = member.role === 'owner';
      const jwt = await (isOwner ? signOwner : signMember)(accountSeed, request.relayUser);
      await hosts.get(id)?.welcome({ jwt, member: member.id, ...(isOwner && { accountSeed }) });
    },

    async turnAway(id: string): Promise<void> {
      const invitation = find(id);
      if (invitation?.way !== 'file') return hosts.get(id)?.refuse();
      await update(id, (before) => ({
        ...before,
        progress: { ...before.progress, answer: { kind: 'closed', commitment: '', reason: 'refused' } },
      }));
    },

    async withdraw(id: string): Promise<void> {
      const line = await close(id);
      // A folder keeps what was said.
      await line?.clear?.().catch(() => undefined);
      await save({ ...row(), invitations: row().invitations.filter((other) => other.id !== id) });
    },

    closeAll: async (): Promise<void> => {
      await Promise.all([...lines.keys()].map(close));
    },
  };
}
