/**
 * The team, as the screens need it: how far this browser is in step, who the members are, and what one can do. The work is done by a worker that all
 * tabs share (app/worker/team-worker.ts); nothing of it is loaded while the workspace is not shared.
 */
import * as Y from 'yjs';
import type { AppDatabase } from '../storage/database.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/team-worker.ts?worker&url';
import type { FromWorker, TeamCommand, TeamState, TextPlace, ToWorker } from './team-state.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';
import { workerUrl } from './worker-url.ts';

export interface TeamPort {
  readonly state: Watchable<TeamState>;
  /** Comments of members who may not change the workspace; kept by the worker, empty while nothing is shared. */
  readonly notes: Y.Doc;
  /** Whether this browser can share at all. */
  readonly supported: boolean;
  /** Makes the key that the relay's administrator admits. Rejects when it cannot be stored. */
  prepare(): Promise<void>;
  /** Founds the workspace on the relay, from now on until it answers. Rejects when it cannot be stored. */
  found(relay: string): Promise<void>;
  /** Asks to be let in; false when the text is no invitation. Rejects when it cannot be stored. */
  join(invitation: string, memberName: string): Promise<boolean>;
  /** Resolves when it is done here; sending may come later. Rejects with a reason. */
  command(command: TeamCommand): Promise<void>;
  /** Ends sharing on this device and deletes its keys and its copy of the exchange; the workspace stays. */
  leave(): Promise<void>;
  /** Says where this person is, to the others. */
  here(place: string): void;
  /** Says where this person's cursor is in a shared text; undefined when it is in none. */
  caret(caret: TextPlace | undefined): void;
}

/** What came from the team: not this person's to undo, and stored like a change of one's own. */
const teamOrigin = { kind: 'team' } as const;

const storage = () => import('../storage/team-row.ts');

/** Starts at once when the workspace is shared. */
export function createTeamPort(db: AppDatabase, doc: Y.Doc): TeamPort {
  const state = createWatchable<TeamState>({ kind: 'alone' });
  const notes = new Y.Doc();
  const supported = 'SharedWorker' in globalThis && 'locks' in navigator;
  const tabs = new BroadcastChannel('exhibit-team');
  const waiting = new Map<number, (failed: string | undefined) => void>();
  let commands = 0;
  let port: MessagePort | undefined;
  let place = '';
  let caret: TextPlace | undefined;
  let stopped: (() => void) | undefined;

  const say = (message: ToWorker) => port?.postMessage(message);

  function hear(message: FromWorker): void {
    switch (message.kind) {
      case 'update':
        return Y.applyUpdate(doc, message.bytes, teamOrigin);
      case 'note':
        return Y.applyUpdate(notes, message.bytes, teamOrigin);
      case 'want':
        return say({ kind: 'update', bytes: Y.encodeStateAsUpdate(doc, message.stateVector) });
      case 'state':
        return state.set(message.state);
      case 'done':
        waiting.get(message.number)?.(message.failed);
        waiting.delete(message.number);
        return;
      case 'stopped':
        return stopped?.();
    }
  }

  function begin(relay: string): void {
    // The service worker reads the relay from the address and lets this worker connect to it alone.
    const url = new URL(workerScript, location.href);
    url.searchParams.set('relay', relay);
    const worker = new SharedWorker(workerUrl(url), { type: 'module', name: 'exhibit-team' });
    ({ port } = worker);
    port.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => hear(data));
    port.start();
    say({ kind: 'hello', stateVector: Y.encodeStateVector(doc) });
    say({ kind: 'here', place, caret });
  }

  /** Reads what is stored: another tab may have shared, joined or left. */
  async function follow(): Promise<void> {
    const { readTeamRow } = await storage();
    const row = await readTeamRow(db).catch((error: unknown) => {
      state.set({ kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) });
      return 'unreadable' as const;
    });
    if (row === 'unreadable') return;
    if (!row) {
      port = undefined;
      return state.set({ kind: 'alone' });
    }
    if (row.kind === 'prepared') {
      const { publicNameOf } = await import('#core/sync/relay-user.ts');
      return state.set({ kind: 'prepared', account: publicNameOf(row.accountSeed), relay: row.relay });
    }
    begin(row.relay);
  }

  /** Ends the worker of all tabs; resolves when it has let go of the stores. */
  async function stop(): Promise<void> {
    if (!port) return;
    const ended = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    say({ kind: 'stop' });
    await ended;
    port = undefined;
  }

  async function restart(): Promise<void> {
    await follow();
    tabs.postMessage('changed');
  }

  tabs.addEventListener('message', () => void follow());
  doc.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== teamOrigin) say({ kind: 'update', bytes });
  });
  notes.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== teamOrigin) say({ kind: 'note', bytes });
  });
  for (const moment of ['blur', 'pagehide']) addEventListener(moment, () => say({ kind: 'flush' }));
  addEventListener('pagehide', () => say({ kind: 'bye' }));
  addEventListener('pageshow', (event) => event.persisted && void follow());
  if (supported) void follow();

  return {
    state,
    notes,
    supported,
    async prepare() {
      const { createRelayAccount } = await import('#core/sync/relay-user.ts');
      const { writeTeamRow } = await storage();
      await writeTeamRow(db, { kind: 'prepared', accountSeed: createRelayAccount().seed, relay: '' });
      await restart();
    },
    async found(relay) {
      const { readTeamRow, writeTeamRow } = await storage();
      await stop();
      const row = await readTeamRow(db);
      if (row?.kind !== 'prepared' && row?.kind !== 'founding') return;
      await writeTeamRow(db, { kind: 'founding', accountSeed: row.accountSeed, relay });
      await restart();
    },
    async join(text, memberName) {
      const { makeJoining } = await import('./team-joining.ts');
      const row = await makeJoining(db, text, memberName);
      if (!row) return false;
      const { writeTeamRow } = await storage();
      await stop();
      await writeTeamRow(db, row);
      await restart();
      return true;
    },
    command: (command) =>
      new Promise((resolve, reject) => {
        commands += 1;
        waiting.set(commands, (failed) => (failed === undefined ? resolve() : reject(new Error(failed))));
        say({ kind: 'command', number: commands, command });
      }),
    async leave() {
      const { deleteTeam } = await import('./team-joining.ts');
      await stop();
      await deleteTeam(db);
      await restart();
    },
    here(next) {
      place = next;
      say({ kind: 'here', place, caret });
    },
    caret(next) {
      if (next?.text === caret?.text && next?.at === caret?.at) return;
      caret = next;
      say({ kind: 'here', place, caret });
    },
  };
}
