/** The control log: what a set of entries says, in whatever order they came. PROTOCOL.md, Control log. */
import { verifyDeviceSignature } from '../crypto/device-key.ts';
import { base64ToBytes } from '../shared/bytes.ts';
import { parseControlEntry, type ControlEntry } from './control-entry.ts';
import { applyEntry, foundingState, ownerOf, type ControlState } from './control-state.ts';

/**
 * Why an entry does not count. `fork`: another one counts in its place. `on-fork`: it stands on one that does not count. `gap`: the one
 * before is missing. `impossible`: such as a device added twice, or the last owner removed.
 */
export type ControlFault = {
  kind: 'malformed' | 'bad-signature' | 'not-an-owner' | 'impossible' | 'fork' | 'on-fork' | 'gap';
  /** Undefined for what is no entry. */
  sequence?: number;
  by?: string;
};

export type ControlReading = {
  /** Undefined until the founding entry is there. */
  state: ControlState | undefined;
  /** The lines that count, in their order: what a relay that lost them is sent. */
  lines: readonly string[];
  faults: readonly ControlFault[];
};

export type ControlLog = {
  /** Takes further lines; what comes again changes nothing. */
  add: (lines: readonly string[]) => Promise<ControlReading>;
  reading: () => ControlReading;
};

export function createControlLog(workspace: string): ControlLog {
  const entries = new Map<string, ControlEntry>();
  const checked = new Map<string, boolean>();
  let malformed = 0;
  let reading: ControlReading = { state: undefined, lines: [], faults: [] };

  /** A signature holds or not, whatever stands around it; so each is checked once. */
  async function isSigned(entry: ControlEntry, publicKeySpki: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const known = checked.get(entry.line);
    if (known !== undefined) return known;
    const holds = await verifyDeviceSignature(publicKeySpki, entry.bytes, entry.signature);
    checked.set(entry.line, holds);
    return holds;
  }

  async function founding(): Promise<{ entry: ControlEntry; state: ControlState } | undefined> {
    for (const entry of entries.values()) {
      if (entry.sha256 !== workspace || entry.change.kind !== 'founded') continue;
      if (entry.change.device !== entry.by) continue;
      const state = await foundingState(entry);
      if (state && (await isSigned(entry, base64ToBytes(entry.change.publicKey)))) return { entry, state };
    }
    return undefined;
  }

  type Candidate = { entry: ControlEntry; state: ControlState; ownerSince: number };

  async function candidateOf(
    entry: ControlEntry,
    state: ControlState,
  ): Promise<Candidate | ControlFault['kind']> {
    const device = state.devices.get(entry.by);
    const owner = ownerOf(state, entry.by);
    if (!device || !owner) return 'not-an-owner';
    if (!(await isSigned(entry, device.publicKeySpki))) return 'bad-signature';
    const next = entry.sequence === state.head.sequence + 1 ? await applyEntry(state, entry) : undefined;
    return next ? { entry, state: next, ownerSince: owner.ownerSince ?? 0 } : 'impossible';
  }

  async function read(): Promise<ControlReading> {
    const faults: ControlFault[] = Array.from({ length: malformed }, () => ({ kind: 'malformed' }));
    const name = (kind: ControlFault['kind'], { sequence, by }: ControlEntry) =>
      void faults.push({ kind, sequence, by });
    const first = await founding();
    const left = new Set(entries.values());
    const lines: string[] = [];
    let state = first?.state;
    if (first) {
      left.delete(first.entry);
      lines.push(first.entry.line);
    }
    while (state) {
      const candidates: Candidate[] = [];
      for (const entry of left) {
        if (entry.previous !== state.head.sha256) continue;
        const candidate = await candidateOf(entry, state);
        if (typeof candidate !== 'string') candidates.push(candidate);
        else {
          left.delete(entry);
          name(candidate, entry);
        }
      }
      candidates.sort((a, b) => a.ownerSince - b.ownerSince || (a.entry.sha256 < b.entry.sha256 ? -1 : 1));
      for (const { entry } of candidates) left.delete(entry);
      for (const { entry } of candidates.slice(1)) name('fork', entry);
      const [winner] = candidates;
      if (!winner) break;
      lines.push(winner.entry.line);
      state = winner.state;
    }
    const hashes = new Set([...entries.values()].map(({ sha256 }) => sha256));
    for (const entry of left)
      name(entry.previous === null || hashes.has(entry.previous) ? 'on-fork' : 'gap', entry);
    return { state, lines, faults };
  }

  return {
    reading: () => reading,
    async add(added) {
      const before = entries.size + malformed;
      for (const line of added) {
        if (entries.has(line)) continue;
        const entry = await parseControlEntry(line);
        if (entry) entries.set(line, entry);
        else malformed += 1;
      }
      if (entries.size + malformed > before) reading = await read();
      return reading;
    },
  };
}
