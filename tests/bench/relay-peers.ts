/** The relay and its peers, each with its server in a process of its own and as many clients as are asked for, on one document. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { HocuspocusProvider } from '@hocuspocus/provider';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createAgreementKey } from '#core/crypto/agreement-key.ts';
import { createDeviceKey, deviceSigner } from '#core/crypto/device-key.ts';
import { openReplica, type Replica } from '#core/sync/replica.ts';
import {
  addDevice,
  foundWorkspace,
  giveRole,
  type WorkspaceReference,
} from '#core/sync/workspace-control.ts';
import type { Transport } from '#core/sync/transport.ts';
import { freePort, startTestRelay } from '../relay/test-relay.ts';
import { countBefore } from './counting-proxy.ts';
import { createMemoryReplicaStore } from './memory-replica-store.ts';

export type Client = { doc: Y.Doc; close: () => Promise<void> };

/** One document on one server. */
export type Room = {
  /** Makes somebody a member, where the server has such; what it gives resolves when everything that the server had is in the document. */
  invite: () => Promise<() => Promise<Client>>;
  /** What went between the clients and the server so far. */
  bytes: () => number;
  /** Before somebody joins a document with a long past. The others, who have what comes of it too, are done with it then. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
};

/** Lets somebody in who opens the document at once. */
export const joined = async (room: Room): Promise<Client> => (await room.invite())();

const root = resolve(import.meta.dirname, '../..');

async function startServer(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--experimental-strip-types', resolve(root, script), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.on('exit', () => reject(new Error(`${script} ended`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (/ready|running/.test(line)) resolve();
    });
  });
  return child;
}

export async function openHocuspocus(): Promise<Room> {
  const port = await freePort();
  const server = await startServer('tests/bench/hocuspocus-server.ts', [String(port)], {});
  const proxy = await countBefore(port);
  return {
    bytes: proxy.bytes,
    settle: () => Promise.resolve(),
    invite: async () => async () => {
      const doc = new Y.Doc();
      const synced = Promise.withResolvers<void>();
      const provider = new HocuspocusProvider({
        url: proxy.url,
        name: 'soa',
        document: doc,
        onSynced: () => synced.resolve(),
      });
      await synced.promise;
      return { doc, close: async () => provider.destroy() };
    },
    async close() {
      proxy.close();
      server.kill();
    },
  };
}

export async function openYWebsocket(): Promise<Room> {
  const port = await freePort();
  const env = { PORT: String(port), HOST: '127.0.0.1' };
  const server = await startServer('node_modules/@y/websocket-server/src/server.js', [], env);
  const proxy = await countBefore(port);
  return {
    bytes: proxy.bytes,
    settle: () => Promise.resolve(),
    invite: async () => async () => {
      const doc = new Y.Doc();
      // Tabs of one browser would meet without the server.
      const provider = new WebsocketProvider(proxy.url, 'soa', doc, { disableBc: true });
      await new Promise<void>((resolve) => provider.on('sync', (isSynced: boolean) => isSynced && resolve()));
      return { doc, close: async () => provider.destroy() };
    },
    async close() {
      proxy.close();
      server.kill();
    },
  };
}

const subject = 'doc.soa';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `batchMs`: how long changes gather before they are sent. */
export async function openRelay(batchMs: number): Promise<Room> {
  const relay = await startTestRelay();
  const account = await relay.admit();
  const proxy = await countBefore(Number(new URL(relay.url).port));
  const owner = { signer: deviceSigner(await createDeviceKey()), agreement: await createAgreementKey() };
  const founder = { member: 'm0', name: 'm0', label: '' };
  const { workspace, line } = await foundWorkspace(owner.signer, owner.agreement, founder, new Date());
  let first: Replica | undefined;
  let members = 0;

  async function open(workspaceOf: WorkspaceReference, device: typeof owner, isFirst: boolean) {
    const store = createMemoryReplicaStore();
    const options = { ...device, workspace: workspaceOf, store, now: () => new Date() };
    const replica = await openReplica({ ...options, timing: { batchMs } });
    if (isFirst) await replica.addControl([line]);
    return replica;
  }

  async function admit(device: typeof owner): Promise<void> {
    const id = `m${(members += 1)}`;
    const state = () => {
      const known = first?.control().state;
      if (!known || !first) throw new Error('expected a founded workspace');
      return { known, replica: first };
    };
    const { replica } = state();
    const role = { id, name: id, role: 'editor' as const };
    await replica.addControl([
      await giveRole(owner.signer, state().known, role, replica.counters(), new Date()),
    ]);
    const { fingerprint, publicKeySpki } = device.signer;
    const introduced = {
      fingerprint,
      publicKeySpki,
      agreementPoint: device.agreement.publicPoint,
      label: '',
    };
    const wish = { member: id, device: introduced };
    await replica.addControl([
      await addDevice(owner.signer, state().known, replica.keyring(), wish, new Date()),
    ]);
    await replica.flush();
  }

  async function join(
    device: typeof owner,
    isFirst: boolean,
    connect: () => Promise<Transport>,
  ): Promise<Client> {
    const replica = await open(workspace, device, isFirst);
    first ??= replica;
    const doc = await replica.document(subject);
    const transport = await connect();
    const connection = replica.connect(transport);
    await connection.caughtUp;
    return {
      doc,
      async close() {
        await connection.close();
        await transport.close();
        await replica.close();
      },
    };
  }

  return {
    bytes: proxy.bytes,
    async settle() {
      await first?.flush();
      if (!(await first?.compact(subject))) throw new Error('expected the subject to be compacted');
      await pause(1_000);
    },
    async invite() {
      const isFirst = first === undefined;
      const device = isFirst
        ? owner
        : { signer: deviceSigner(await createDeviceKey()), agreement: await createAgreementKey() };
      if (!isFirst) await admit(device);
      const connect = await account.user(proxy.url);
      return () => join(device, isFirst, connect);
    },
    async close() {
      proxy.close();
      await relay.close();
    },
  };
}
