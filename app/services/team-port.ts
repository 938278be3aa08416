/**
 * The team, as the screens need it: how far this browser is in step, who the members are, and what one can do. The work is done by a worker that all
 * tabs share (app/worker/team-worker.ts); nothing of it is loaded while the workspace is not shared.
 */
import * as Y from 'yjs';
import type { MeetingWay } from '#core/sync/invitation.ts';
import type { SharedStamp } from '#core/sync/shared-evidence.ts';
import type { AppDatabase } from '../storage/database.ts';
// Vite makes the default export; the linter looks into the file itself.
// oxlint-disable-next-line import/default
import workerScript from '../worker/team-worker.ts?worker&url';
import { allowFolder, canPickFolders, folderOf } from './folder-picker.ts';
import type { FileReport, FromWorker, TeamCommand, TeamState, TextPlace, ToWorker } from './team-state.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';
import { openWorkerLine, type WorkerLine } from './worker-line.ts';
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
  /** Whether this browser can open a folder. */
  readonly folders: boolean;
  /** Founds the workspace where no relay is: in a folder, or for files that are carried by hand. Rejects when it cannot be stored. */
  foundAt(place: FileSystemDirectoryHandle | 'file'): Promise<void>;
  /** Meets in another folder from now on, or in the same one when it was chosen again. */
  moveTo(folder: FileSystemDirectoryHandle): Promise<void>;
  /** Asks the browser for the folder again; call it from a click. False when the person says no. */
  allowFolder(): Promise<boolean>;
  /** How the people of an invitation meet; undefined when the text is none. */
  wayOf(invitation: string): Promise<MeetingWay | undefined>;
  /** Asks to be let in; false when the text is no invitation. Rejects when it cannot be stored. */
  join(invitation: string, memberName: string, folder?: FileSystemDirectoryHandle): Promise<boolean>;
  /** The request of this device to be let in, as a file for who made the invitation. */
  requestFile(): Promise<Blob>;
  /** An exchange file: everything, or what `given`, a file of somebody else, lacks. */
  makeFile(given?: Blob): Promise<Blob>;
  /** Takes a file that somebody brought and says what was in it. */
  takeFile(file: Blob): Promise<FileReport>;
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
  const waiting = new Map<number, (done: Extract<FromWorker, { kind: 'done' }>) => void>();
  let commands = 0;
  /** Comments that were written in this tab: a worker that ended, or was not ready, may not have stored them. */
  let ownNotes: Uint8Array[] = [];
  let line: WorkerLine<ToWorker> | undefined;
  let place = '';
  let caret: TextPlace | undefined;
  let stopped: (() => void) | undefined;

  const say = (message: ToWorker) => line?.say(message);

  function hear(message: FromWorker): void {
    switch (message.kind) {
      case 'update':
        return Y.applyUpdate(doc, message.bytes, teamOrigin);
      case 'note':
        return Y.applyUpdate(notes, message.bytes, teamOrigin);
      case 'stamps':
        // Storage that refuses is told elsewhere; they come again with the next start.
        return void takeStamps(message.stamps).catch(() => undefined);
      case 'want':
        return say({ kind: 'update', bytes: Y.encodeStateAsUpdate(doc, message.stateVector) });
      case 'want-notes':
        return ownNotes.length > 0 ? say({ kind: 'note', bytes: Y.mergeUpdates(ownNotes) }) : undefined;
      case 'state':
        return state.set(message.state);
      case 'done':
        waiting.get(message.number)?.(message);
        waiting.delete(message.number);
        return;
      case 'stopped':
        // Asked for by this tab or by another, which says when there is something to follow again.
        line?.close();
        line = undefined;
        // The worker stored them; another workspace has no part in them.
        ownNotes = [];
        return stopped?.();
    }
  }

  const takeStamps = async (stamps: readonly SharedStamp[]) =>
    (await import('./take-stamps.ts')).takeStamps(db, stamps);

  function begin(relay: string): void {
    // The service worker reads the relay from the address and lets this worker connect to it alone.
    const url = new URL(workerScript, location.href);
    url.searchParams.set('relay', relay);
    line?.close();
    line = openWorkerLine<ToWorker, FromWorker>({
      locks: navigator.locks,
      connect: () => new SharedWorker(workerUrl(url), { type: 'module', name: 'exhibit-team' }).port,
      hear,
      greet(greeting, again) {
        greeting({ kind: 'hello', stateVector: Y.encodeStateVector(doc), again } satisfies ToWorker);
        greeting({ kind: 'here', place, caret } satisfies ToWorker);
      },
      lost,
    });
  }

  /** The browser ended the worker. What tabs stored is there; what was asked of it is not done. */
  function lost(): void {
    const now = state.getState();
    if ('link' in now) state.set({ ...now, link: 'connecting', problem: undefined, inStepSince: undefined });
    for (const [number, settle] of waiting) settle({ kind: 'done', number, failed: 'the worker was ended' });
    waiting.clear();
    if (!stopped) return;
    // It was to end anyway.
    hear({ kind: 'stopped' });
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
      line?.close();
      line = undefined;
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
    if (!line) return;
    await new Promise<void>((resolve) => {
      stopped = resolve;
      say({ kind: 'stop' });
    });
    stopped = undefined;
  }

  async function restart(): Promise<void> {
    await follow();
    tabs.postMessage('changed');
  }

  /** What the answer is, the command says. */
  const ask = (command: TeamCommand): Promise<unknown> =>
    new Promise((resolve, reject) => {
      commands += 1;
      waiting.set(commands, ({ failed, answer }) =>
        failed === undefined ? resolve(answer) : reject(new Error(failed)),
      );
      say({ kind: 'command', number: commands, command });
    });

  tabs.addEventListener('message', () => void follow());
  doc.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== teamOrigin) say({ kind: 'update', bytes });
  });
  notes.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin === teamOrigin) return;
    ownNotes.push(bytes);
    say({ kind: 'note', bytes });
  });
  for (const moment of ['blur', 'pagehide']) addEventListener(moment, () => say({ kind: 'flush' }));
  addEventListener('pagehide', () => say({ kind: 'bye' }));
  addEventListener('pageshow', (event) => event.persisted && void follow());
  if (supported) void follow();

  return {
    state,
    notes,
    supported,
    folders: canPickFolders(),
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
      const { accountSeed } = row;
      await writeTeamRow(db, { kind: 'founding', way: 'relay', ...(accountSeed && { accountSeed }), relay });
      await restart();
    },
    async foundAt(place) {
      const { readTeamRow, writeTeamRow } = await storage();
      if (await readTeamRow(db)) return;
      const at =
        place === 'file' ? ({ way: 'file' } as const) : ({ way: 'folder', folder: folderOf(place) } as const);
      await writeTeamRow(db, { kind: 'founding', relay: '', ...at });
      await restart();
    },
    async moveTo(place) {
      const { readTeamRow, writeTeamRow } = await storage();
      await stop();
      const row = await readTeamRow(db);
      if (row?.kind === 'shared' || row?.kind === 'joining')
        await writeTeamRow(db, { ...row, folder: folderOf(place) });
      await restart();
    },
    async allowFolder() {
      const { readTeamRow } = await storage();
      const row = await readTeamRow(db);
      const folder = row && 'folder' in row ? row.folder : undefined;
      if (!folder || !(await allowFolder(folder.directory))) return false;
      await ask({ kind: 'retry' });
      return true;
    },
    async wayOf(text) {
      const { wayOfInvitation } = await import('./team-joining.ts');
      return wayOfInvitation(text);
    },
    async join(text, memberName, folder) {
      const { makeJoining } = await import('./team-joining.ts');
      const row = await makeJoining(db, text, memberName, folder && folderOf(folder));
      if (!row) return false;
      const { writeTeamRow } = await storage();
      await stop();
      await writeTeamRow(db, row);
      await restart();
      return true;
    },
    async command(command) {
      await ask(command);
    },
    async requestFile() {
      const { makeRequestFile } = await import('./team-joining.ts');
      return makeRequestFile(db);
    },
    makeFile: (given) => ask({ kind: 'make-file', ...(given && { given }) }) as Promise<Blob>,
    takeFile: (file) => ask({ kind: 'take-file', file }) as Promise<FileReport>,
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
