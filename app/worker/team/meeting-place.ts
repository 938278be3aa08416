/** Where the members of a shared workspace meet: the relay, or a folder. */
import { openFolder } from '#core/sync/folder-transport.ts';
import { connectNats } from '#core/sync/nats-transport.ts';
import { authenticatorOf } from '#core/sync/nats-users.ts';
import { publicNameOf } from '#core/sync/relay-user.ts';
import { failure, ok, type Result } from '#core/shared/result.ts';
import type { Transport } from '#core/sync/transport.ts';
import type { TeamProblem } from '../../services/team-state.ts';
import type { TeamRowOf } from '../../storage/team-row.ts';
import { relayProblem } from './place-problem.ts';

export async function openPlace({
  way,
  relay,
  credentials,
  folder,
}: TeamRowOf<'shared'>): Promise<Result<Transport, TeamProblem>> {
  if (way === 'folder' && folder)
    return openFolder({ name: `folder ${folder.id}`, directory: folder.directory });
  if (!credentials) return failure({ kind: 'offline', reason: 'there is no place to meet' });
  const user = publicNameOf(credentials.seed);
  try {
    return ok(await connectNats({ servers: [relay], authenticator: authenticatorOf(credentials), user }));
  } catch (error) {
    return failure(relayProblem(error));
  }
}
