/** Asks to be let into a workspace by an invitation, until an owner says yes or no. */
import { openFolderLine } from '#core/sync/folder-line.ts';
import { openInvitationLine } from '#core/sync/nats-users.ts';
import { askToJoin } from '#core/sync/invitation-guest.ts';
import type { InvitationLine } from '#core/sync/invitation-host.ts';
import { invitationSubject } from '#core/sync/invitation.ts';
import type { TeamLink } from '../../services/team-state.ts';
import type { TeamRow, TeamRowOf } from '../../storage/team-row.ts';
import { pauseAfter } from './pause.ts';
import { connecting, folderProblem, relayProblem } from './place-problem.ts';
import { sharedRow } from './shared-row.ts';
import type { TeamRig } from './team-rig.ts';

/** Opens where the two talk. Rejects when it cannot be reached. */
export async function openLine(
  {
    way,
    relay,
    credentials,
  }: Pick<TeamRowOf<'shared'>, 'way' | 'credentials'> & { relay?: string | undefined },
  folder: TeamRowOf<'shared'>['folder'],
  secret: Uint8Array<ArrayBuffer>,
): Promise<InvitationLine> {
  const subject = await invitationSubject(secret);
  if (way === 'folder' && folder) return openFolderLine(folder.directory, subject);
  if (way === 'relay' && relay && credentials) return openInvitationLine(relay, credentials, subject);
  throw new Error('there is no line for this invitation');
}

/** The row of the shared workspace; undefined when the worker was stopped or the door was closed. */
export async function joinTeam(start: TeamRowOf<'joining'>, rig: TeamRig): Promise<TeamRow | undefined> {
  const { pause, publish, saveRow } = rig;
  const { way, relay, folder, workspace } = start;
  let row = start;
  let code: string | undefined;
  const tell = (link: Partial<TeamLink>) =>
    publish({ kind: 'joining', way, relay, code, closed: row.closed, ...connecting, ...link });
  tell({});
  if (row.closed) return undefined;

  let line: InvitationLine | undefined;
  for (let failures = 0; !line; failures += 1) {
    if (rig.isStopped()) return undefined;
    try {
      const { credentials, secret } = row.invitation;
      line = await openLine({ way, relay, credentials }, folder, secret);
    } catch (error) {
      tell({ link: 'offline', problem: way === 'folder' ? folderProblem(error) : relayProblem(error) });
      await pause.wait(pauseAfter(failures));
    }
  }
  tell({ link: 'catching-up' });
  const asking = askToJoin({
    invitation: { workspace, secret: row.invitation.secret },
    line,
    request: row.request,
    progress: {
      ...(row.progress.challenge !== undefined && { challenge: row.progress.challenge }),
      ...(row.progress.device !== undefined && { device: row.progress.device }),
    },
    repeatMs: 1_500,
    async save(progress) {
      row = { ...row, progress };
      await saveRow(row);
    },
    onCode(shown) {
      code = shown;
      tell({ link: 'catching-up' });
    },
  });
  const end = await Promise.race([asking.ended, rig.stopping]);
  asking.stop();
  await line.close();
  if (!end) return undefined;
  if (end.kind === 'closed') {
    row = { ...row, closed: end.reason };
    await saveRow(row);
    tell({});
    return undefined;
  }
  const { jwt, accountSeed } = end;
  const shared = sharedRow(row, {
    ...(jwt !== undefined && { credentials: { seed: row.userSeed, jwt } }),
    ...(accountSeed !== undefined && { accountSeed }),
  });
  await saveRow(shared);
  return shared;
}
