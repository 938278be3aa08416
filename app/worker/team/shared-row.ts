import type { TeamRowOf } from '../../storage/team-row.ts';

type Shared = TeamRowOf<'shared'>;

/** What stands in the row once this device is of the team: where it meets the others, and what the relay granted it. */
export const sharedRow = (
  {
    way,
    relay,
    folder,
    workspace,
    agreement,
  }: Pick<Shared, 'way' | 'relay' | 'folder' | 'workspace' | 'agreement'>,
  granted: Pick<Shared, 'credentials' | 'accountSeed'>,
): Shared => ({
  kind: 'shared',
  way,
  relay,
  ...(folder && { folder }),
  workspace,
  agreement,
  ...granted,
  invitations: [],
  relayUsers: {},
});
