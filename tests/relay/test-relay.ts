/** A real relay of one node for tests: operator, admitted workspaces, nats-server on a free port of loopback. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccount, createUser, encodeUser, fmtCreds, type KeyPair } from '@nats-io/jwt';
import { credsAuthenticator, wsconnect, type Authenticator } from '@nats-io/nats-core';
import { connectNats, createStreams, type NatsOptions } from '#core/sync/nats-transport.ts';
import type { Transport } from '#core/sync/transport.ts';
import { configurationOf } from '../../tools/relay/configuration.ts';
import { makeOperator } from '../../tools/relay/operator.ts';
import {
  findNatsServer,
  startNatsServer,
  tellServers,
  type RunningServer,
} from '../../tools/relay/server.ts';
import { admitWorkspace } from '../../tools/relay/workspaces.ts';

const megabyte = 1024 * 1024;

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export type TestRelay = Awaited<ReturnType<typeof startTestRelay>>;

/** A workspace's account on the relay, with both streams made. */
export type TestAccount = {
  /** Another device's connection; `through` is a proxy before the relay. */
  connect: (through?: string) => Promise<Transport>;
  /** Another device's right to connect, and how it does. */
  user: (through?: string) => Promise<() => Promise<Transport>>;
  /** Makes the streams again, as the owner's device does on a relay that lost them. */
  remake: () => Promise<void>;
};

export async function startTestRelay() {
  const folder = await mkdtemp(join(tmpdir(), 'exhibit-relay-'));
  const port = await freePort();
  const url = `ws://127.0.0.1:${port}`;
  const program = findNatsServer();
  await makeOperator(folder, 'test');
  await mkdir(join(folder, 'store'), { mode: 0o700 });
  const node = {
    name: 'relay',
    store: 'store',
    webSocket: { host: '127.0.0.1', port },
    origins: [],
    storageBytes: 2048 * megabyte,
  };
  await writeFile(join(folder, 'relay.conf'), await configurationOf(folder, node));
  let server: RunningServer | undefined;

  async function start(): Promise<void> {
    server = await startNatsServer(program, folder, 'relay.conf');
  }

  async function stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = server?.process;
    server = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  async function userOf(account: KeyPair): Promise<{ user: string; authenticator: Authenticator }> {
    const user = createUser();
    const credentials = fmtCreds(await encodeUser('device', user, account, {}), user);
    return { user: user.getPublicKey(), authenticator: credsAuthenticator(credentials) };
  }

  /** Admits a workspace by the name of its key; a running server is told. */
  async function admitAccount(account: string, megabytes = 100): Promise<void> {
    const limits = { storageBytes: megabytes * megabyte, connections: 50 };
    const claims = await admitWorkspace(folder, account, { name: 'test', limits });
    if (server) await tellServers(folder, url, claims);
  }

  /** Admits a workspace and makes its streams. */
  async function admit(megabytes = 100): Promise<TestAccount> {
    const account = createAccount();
    await admitAccount(account.getPublicKey(), megabytes);
    if (!server) await start();
    const options = async (through = url): Promise<NatsOptions> => ({
      servers: [through],
      // A busy machine takes seconds to open a connection.
      timeoutMs: 10_000,
      ...(await userOf(account)),
    });
    async function remake(): Promise<void> {
      const { authenticator } = await options();
      const owner = await wsconnect({ servers: url, authenticator });
      const half = Math.floor(megabytes * 0.4) * megabyte;
      await createStreams(owner, { documents: half, files: half, replicas: 1 });
      await owner.close();
    }
    await remake();
    return {
      remake,
      connect: async (through) => connectNats(await options(through)),
      async user(through) {
        const given = await options(through);
        return () => connectNats(given);
      },
    };
  }

  return {
    folder,
    url,
    admit,
    admitAccount,
    start,
    stop,
    /** Everything that JetStream stored is gone; call it while the server is stopped. */
    async wipe(): Promise<void> {
      await rm(join(folder, 'store'), { recursive: true });
      await mkdir(join(folder, 'store'), { mode: 0o700 });
    },
    async close(): Promise<void> {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
