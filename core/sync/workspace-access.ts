/** What this device knows and may do in a workspace: the control log and the keys that it was given in it. */
import type { AgreementKey } from '../crypto/agreement-key.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { createControlLog, type ControlReading } from './control-log.ts';
import type { ControlState, MemberDevice } from './control-state.ts';
import { deviceOfAuthor, isPresent } from './control-state.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { roleMayWrite } from './may-write.ts';
import { unwrapKey } from './wrapped-key.ts';
import type { WorkspaceReference } from './workspace-control.ts';

export type WorkspaceAccess = {
  workspace: WorkspaceReference;
  keyring: Keyring;
  reading: () => ControlReading;
  state: () => ControlState | undefined;
  deviceOf: (author: string) => MemberDevice | undefined;
  /** Whether this device may write to the subject now and has a key to do so. */
  mayWrite: (subject: string) => boolean;
  /** Takes control lines and unwraps the keys that they give to this device. True when the log went on. */
  add: (lines: readonly string[]) => Promise<boolean>;
};

export function createWorkspaceAccess(
  workspace: WorkspaceReference,
  device: string,
  agreement: AgreementKey,
): WorkspaceAccess {
  const log = createControlLog(workspace.id);
  const keyring = createKeyring(workspace.id, workspace.controlSecret);

  async function unwrapKeys(state: ControlState): Promise<void> {
    for (const [generation, { commitment, wrapped }] of state.generations) {
      const own = wrapped.get(device);
      if (own === undefined || keyring.has(generation)) continue;
      const key = await unwrapKey(own, agreement, { generation, device });
      // Another key than the others were given would cut this device off from them.
      if (key && (await sha256Hex(key)) === commitment) keyring.add(generation, key);
    }
  }

  const state = () => log.reading().state;
  return {
    workspace,
    keyring,
    reading: log.reading,
    state,
    deviceOf(author) {
      const known = state();
      return known && deviceOfAuthor(known, author);
    },
    mayWrite(subject) {
      const known = state();
      const own = known?.devices.get(device);
      const role = known?.members.get(own?.member ?? '')?.role;
      if (!known || known.rotationDue || !own || !role || !isPresent(known, own)) return false;
      // The newest generation of the log: an older key is what a removed member may still have.
      return roleMayWrite(role, subject) && keyring.has(known.generations.size);
    },
    async add(lines) {
      const before = log.reading();
      const after = await log.add(lines);
      if (after.state && after !== before) await unwrapKeys(after.state);
      return after.state?.head.sha256 !== before.state?.head.sha256;
    },
  };
}
