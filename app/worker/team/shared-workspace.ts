/** The replica of a shared workspace, kept in step for all tabs with the place where its members meet. */
import { deviceSigner } from '#core/crypto/device-key.ts';
import { makeStreams } from '#core/sync/nats-users.ts';
import type { ControlState } from '#core/sync/control-state.ts';
import { publicNameOf, signOwner } from '#core/sync/relay-user.ts';
import { openReplica, type ReplicaState } from '#core/sync/replica.ts';
import { accountSeedOf, giveRole, removeDevice, removeMember } from '#core/sync/workspace-control.ts';
import { readOrCreateDevice } from '../../storage/device-store.ts';
import { ReplicaDatabase } from '../../storage/replica-database.ts';
import { createReplicaStore } from '../../storage/replica-store.ts';
import { replicaDatabaseName, type TeamRowOf } from '../../storage/team-row.ts';
import type {
  FileReport,
  FromWorker,
  TeamCommand,
  TeamLink,
  TeamProblem,
  TextPlace,
  ToWorker,
} from '../../services/team-state.ts';
import { createApart } from './apart.ts';
import { createByFile } from './by-file.ts';
import { createDoors } from './doors.ts';
import { createEvidenceExchange } from './evidence-exchange.ts';
import { createIncidents } from './incidents.ts';
import { openPlace } from './meeting-place.ts';
import { memberNameOf } from './member-name.ts';
import { createMirror, createNotesMirror } from './mirror.ts';
import { pauseAfter } from './pause.ts';
import { createPresenceBoard, presenceBody, presenceEveryMs, presenceSubject } from './presence-board.ts';
import { connecting } from './place-problem.ts';
import { createThrottle } from './throttle.ts';
import { memberViews, ownStanding } from './team-view.ts';
import type { TeamRig } from './team-rig.ts';

type Say = (message: FromWorker) => void;

const accountOf = ({ accountSeed }: TeamRowOf<'shared'>): string | undefined =>
  accountSeed === undefined ? undefined : publicNameOf(accountSeed);

const documentSubject = 'doc.workspace';
const notesSubject = 'note.workspace';
/** Somebody sees that the network is back and waits for the state line to say so. */
const retryMostMs = 3_000;

export type SharedWorkspace = Awaited<ReturnType<typeof shareWorkspace>>;

/** Opens what is stored; `run` then keeps in step until `stop`. Rejects when storage fails. */
export async function shareWorkspace(start: TeamRowOf<'shared'>, rig: TeamRig, tabs: ReadonlySet<Say>) {
  const { db, now, pause } = rig;
  let row = start;
  const { way, relay, workspace, agreement } = start;
  const key = await readOrCreateDevice(db, await memberNameOf(db), now());
  const signer = deviceSigner(key.key);
  const replicaDb = new ReplicaDatabase(replicaDatabaseName(workspace.id));
  const store = createReplicaStore(replicaDb);
  const board = createPresenceBoard(now);
  const incidents = createIncidents(() => replica.control().state, now);
  let link: TeamLink = connecting;
  /** A public key takes ten milliseconds to derive. */
  let account = accountOf(start);
  let mayWrite = false;
  let stopped = false;
  let place = '';
  let caret: TextPlace | undefined;
  /** Resolves when no connection is open. */
  let connected: Promise<unknown> = Promise.resolve();
  /** Ends the connection of now, because the place refuses it for good or a file is exchanged. */
  let drop: () => void = () => undefined;

  const replica = await openReplica(
    { workspace, signer, agreement, store, now, timing: { retryMostMs } },
    {
      onState: noteState,
      onPresence: (message) => {
        if (message.device !== signer.fingerprint && board.hear(message)) publish();
      },
      onRefusal(refusal) {
        if (incidents.refused(refusal)) publishSoon();
      },
      onNotice(notice) {
        incidents.happened(notice, signer.fingerprint);
        if (notice.kind === 'relay-went-back') void exchange.sendAgain();
        if (notice.kind === 'store-failed') note({ problem: { kind: 'storage', reason: notice.reason } });
        else publish();
      },
    },
  );
  const doc = await replica.document(documentSubject);
  const mirror = createMirror(doc, tabs, () => mayWrite);
  const notes = createNotesMirror(await replica.document(notesSubject), tabs);
  const doors = createDoors({
    row: () => row,
    async save(next) {
      row = next;
      await rig.saveRow(next);
      publish();
    },
    replica,
    signer,
    rig,
    changed: publish,
  });
  const publishSoon = createThrottle(publish);
  const announceSoon = createThrottle(() => void announce());
  const exchange = await createEvidenceExchange({
    db,
    replicaDb,
    replica,
    signer,
    introduction: key.introduction,
    workspace: workspace.id,
    mayWrite: () => mayWrite,
    now,
    pause,
    changed: publishSoon,
    tellStamps: (stamps) => {
      for (const say of tabs) say({ kind: 'stamps', stamps });
    },
  });
  const apart = createApart(async () => {
    drop();
    await connected;
  });
  const byFile = createByFile({
    replica,
    documents: [doc, await replica.document(notesSubject)],
    exchange,
    doors,
    counts: way === 'file',
    refused: () => incidents.refusals().reduce((sum, { times }) => sum + times, 0),
  });
  noteState(replica.state());

  function noteState({ link: next, waiting, problem }: ReplicaState): void {
    // The first reading of a workspace says nothing of the relay yet.
    const shown = next === 'offline' && link.link === 'connecting' && !problem ? 'connecting' : next;
    if (next === 'in-step' && link.link !== 'in-step') exchange.wake();
    note({ link: shown, waiting, problem });
    // A folder that is there again may lack what it is opened by.
    if (next === 'offline' && problem && (way === 'folder' || problem.kind === 'refused')) drop();
    if (next === 'offline' && /stream not found/i.test(problem?.reason ?? '')) void remakeStreams();
  }

  /** A relay that lost everything has no streams; only an owner's device can make them again. */
  async function remakeStreams(): Promise<void> {
    if (row.accountSeed !== undefined && row.credentials)
      await makeStreams(relay, row.credentials).catch(() => undefined);
  }

  function note(change: Partial<TeamLink>): void {
    const before = link;
    const next = { ...before, ...change };
    const inStep = next.link === 'in-step' && next.waiting === 0 && !next.problem;
    link = { ...next, inStepSince: inStep ? (before.inStepSince ?? now()) : undefined };
    // With each letter that is typed one more waits: that is told now and then.
    if (link.link === before.link && link.problem === before.problem) publishSoon();
    else publish();
    stand();
  }

  /** Asks the tabs for what they wrote when this device may write from now on. */
  function stand(): void {
    const before = mayWrite;
    ({ mayWrite } = ownStanding(replica.control().state, signer.fingerprint));
    if (mayWrite && !before) mirror.askAll();
  }

  function publish(): void {
    const { state } = replica.control();
    const standing = ownStanding(state, signer.fingerprint);
    const members = memberViews(state, signer.fingerprint, row.relayUsers);
    const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? '';
    rig.publish({
      kind: 'shared',
      way,
      relay,
      folder: row.folder?.name ?? '',
      account,
      own: standing.own,
      mayWrite: standing.mayWrite,
      mayInvite: standing.isOwner && (way !== 'relay' || row.accountSeed !== undefined),
      members,
      invitations: doors.views(),
      present: board.present().map(({ member, ...seen }) => ({ ...seen, name: nameOf(member) })),
      evidence: exchange.traffic(),
      refusals: incidents.refusals(),
      notices: incidents.notices(),
      ...link,
    });
    stand();
    if (standing.isOwner && row.accountSeed === undefined && state?.account.has(signer.fingerprint))
      void takeAccount(state).catch(() => undefined);
  }

  /** This member became an owner: with the account's key the device signs itself an owner's rights at the relay. */
  async function takeAccount(state: ControlState): Promise<void> {
    const accountSeed = await accountSeedOf(state, signer.fingerprint, agreement);
    if (accountSeed === undefined || row.accountSeed !== undefined || !row.credentials) return;
    const { seed } = row.credentials;
    const jwt = await signOwner(accountSeed, publicNameOf(seed));
    row = { ...row, accountSeed, credentials: { seed, jwt } };
    account = accountOf(row);
    await rig.saveRow(row);
    publish();
  }

  async function announce(): Promise<void> {
    if (link.link === 'in-step') await replica.announce(presenceSubject, presenceBody(place, caret));
  }

  async function obey(command: TeamCommand): Promise<FileReport | Blob | void> {
    const { state } = replica.control();
    if (!state) throw new Error('the members are not known yet');
    switch (command.kind) {
      case 'invite':
        return doors.invite(command.wish, command.hours);
      case 'let-in':
        return doors.letIn(command.invitation);
      case 'turn-away':
        return doors.turnAway(command.invitation);
      case 'withdraw':
        return doors.withdraw(command.invitation);
      case 'give-role': {
        const known = state.members.get(command.member);
        if (!known) return;
        const member = { id: known.id, name: known.name, role: command.role };
        const line = await giveRole(signer, state, member, replica.counters(), now(), row.accountSeed);
        await replica.addControl([line]);
        return publish();
      }
      case 'remove-member':
        await replica.addControl(
          await removeMember(signer, state, command.member, replica.counters(), now()),
        );
        return publish();
      case 'remove-device':
        await replica.addControl(
          await removeDevice(signer, state, command.device, replica.counters(), now()),
        );
        return publish();
      case 'take-file':
        return apart.take(() => byFile.take(command.file));
      case 'make-file':
        return apart.take(() => byFile.make(command.given));
      case 'retry':
        return replica.flush();
      case 'clear-incidents':
        incidents.clear();
        return publish();
    }
  }

  /** One connection, from when the place lets this device in until it refuses or the worker stops. */
  async function connectOnce(): Promise<TeamProblem | undefined> {
    const dropped = Promise.withResolvers<undefined>();
    drop = () => dropped.resolve(undefined);
    const opened = await openPlace(row);
    if (!opened.ok) return opened.error;
    const transport = opened.value;
    // A place that was never read, such as another folder, has none of the exhibits as far as is known.
    if ((await store.cursor(transport.name)) === '') await exchange.sendAgain();
    const connection = replica.connect(transport);
    void connection.caughtUp.then(announce);
    const ended = Promise.race([dropped.promise, rig.stopping]);
    const exchanging = Promise.race([connection.caughtUp, ended]).then(() => exchange.run(transport, ended));
    await ended;
    drop = () => undefined;
    const { problem } = replica.state();
    await connection.close();
    await exchanging;
    await transport.close();
    return problem;
  }

  function greet(say: Say, stateVector: Uint8Array): void {
    mirror.greet(say, stateVector);
    notes.greet(say);
    say({ kind: 'stamps', stamps: exchange.stamps() });
  }

  return {
    greet,

    /** The browser ended the worker before this one. */
    noteRestart(): void {
      incidents.happened({ kind: 'worker-ended' }, signer.fingerprint);
      publish();
    },

    hear(say: Say, message: Exclude<ToWorker, { kind: 'stop' }>): void {
      if (message.kind === 'hello') greet(say, message.stateVector);
      if (message.kind === 'note') notes.take(say, message.bytes);
      if (message.kind === 'update') mirror.take(say, message.bytes);
      if (message.kind === 'flush') void replica.flush();
      if (message.kind === 'here') {
        ({ place, caret } = message);
        announceSoon();
      }
      if (message.kind !== 'command') return;
      const { number } = message;
      obey(message.command).then(
        (answer) => say({ kind: 'done', number, ...(answer && { answer }) }),
        (error: unknown) =>
          say({ kind: 'done', number, failed: error instanceof Error ? error.message : String(error) }),
      );
    },

    async run(): Promise<void> {
      doors.open();
      const beat = setInterval(() => {
        void announce();
        if (board.sweep()) publish();
      }, presenceEveryMs);
      if (way === 'file') await exchange.run(undefined, rig.stopping);
      for (let failures = 0; !stopped; failures += 1) {
        const once = connectOnce();
        connected = once.catch(() => undefined);
        const problem = await once;
        if (stopped) break;
        if (!apart.isTaken()) {
          note({ link: 'offline', problem });
          await pause.wait(pauseAfter(failures));
        }
        await apart.free();
      }
      clearInterval(beat);
      await apart.free();
      exchange.close();
      publishSoon.stop();
      announceSoon.stop();
      await doors.closeAll();
      await replica.close();
      replicaDb.close();
    },

    stop(): void {
      stopped = true;
    },
  };
}
