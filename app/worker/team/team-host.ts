/** Runs what the team's row asks for (founding, joining, keeping in step) and tells all tabs how it stands. */
import { AppDatabase } from '../../storage/database.ts';
import { readTeamRow, writeTeamRow } from '../../storage/team-row.ts';
import type { FromWorker, TeamState, ToWorker } from '../../services/team-state.ts';
import { foundTeam } from './found-team.ts';
import { joinByFile, type JoiningByFile } from './join-by-file.ts';
import { joinTeam } from './join-team.ts';
import { createPause } from './pause.ts';
import type { TeamRig } from './team-rig.ts';
import { shareWorkspace, type SharedWorkspace } from './shared-workspace.ts';

type Say = (message: FromWorker) => void;
export type TeamTab = { hear: (message: Exclude<ToWorker, { kind: 'stop' }>) => void };
export function createTeamHost() {
  const db = new AppDatabase();
  const tabs = new Set<Say>();
  /** What tabs said before the replica was open, and what those that came later say anew. */
  const greetings = new Map<Say, Uint8Array>();
  /** Whether a tab said that the worker before this one ended unasked; each of them does. */
  let isAgain = false;
  const pause = createPause();
  const running = Promise.withResolvers<void>();
  let state: TeamState = { kind: 'alone' };
  let shared: SharedWorkspace | undefined;
  let joining: JoiningByFile | undefined;
  /** A file that let this device in is then taken by the shared workspace. */
  const opened = Promise.withResolvers<SharedWorkspace>();
  let started = false;
  let stopped = false;
  const stopping = Promise.withResolvers<undefined>();

  const rig: TeamRig = {
    db,
    now: () => new Date(),
    pause,
    isStopped: () => stopped,
    stopping: stopping.promise,
    publish(next) {
      state = next;
      for (const say of tabs) say({ kind: 'state', state });
    },
    saveRow: (row) => writeTeamRow(db, row),
  };

  async function work(): Promise<void> {
    let row = await readTeamRow(db);
    while (row && !stopped) {
      if (row.kind === 'prepared') return;
      if (row.kind === 'founding') row = await foundTeam(row, rig);
      else if (row.kind === 'joining' && row.way === 'file') {
        joining = joinByFile(row, rig);
        row = await joining.joined;
        joining = undefined;
      } else if (row.kind === 'joining') row = await joinTeam(row, rig);
      else {
        shared = await shareWorkspace(row, rig, tabs);
        if (isAgain) shared.noteRestart();
        opened.resolve(shared);
        for (const [say, stateVector] of greetings) shared.greet(say, stateVector);
        await shared.run();
        return;
      }
    }
  }

  async function lookInto(say: Say, number: number, file: Blob, by: JoiningByFile): Promise<void> {
    try {
      const answer = await by.look(file);
      if (answer) return say({ kind: 'done', number, answer });
      (await opened.promise).hear(say, { kind: 'command', number, command: { kind: 'take-file', file } });
    } catch (error) {
      say({ kind: 'done', number, failed: error instanceof Error ? error.message : String(error) });
    }
  }

  return {
    /** Resolves when the worker was stopped or nothing is to be done. Rejects when storage fails. */
    run() {
      started = true;
      return work().finally(() => running.resolve());
    },

    /** Tells the tabs that it cannot go on. */
    fail: (error: unknown): void =>
      rig.publish({ kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) }),

    join(say: Say): TeamTab {
      tabs.add(say);
      if (state.kind !== 'alone') say({ kind: 'state', state });
      return {
        hear(message) {
          if (message.kind === 'hello') {
            greetings.set(say, message.stateVector);
            if (message.again && !isAgain) shared?.noteRestart();
            isAgain ||= message.again;
          }
          if (message.kind === 'bye') {
            tabs.delete(say);
            greetings.delete(say);
          }
          if (message.kind === 'command' && message.command.kind === 'retry') pause.wake();
          if (joining && message.kind === 'command' && message.command.kind === 'take-file')
            return void lookInto(say, message.number, message.command.file, joining);
          shared?.hear(say, message);
        },
      };
    },

    /** Tells all tabs when it has let go of the stores. */
    async stop(): Promise<void> {
      stopped = true;
      stopping.resolve(undefined);
      pause.wake();
      shared?.stop();
      // Another worker may hold the lock; then nothing was begun here.
      if (started) await running.promise;
      db.close();
      for (const say of tabs) say({ kind: 'stopped' });
    },
  };
}
