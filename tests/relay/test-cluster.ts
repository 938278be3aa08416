/** A relay of three nodes on loopback (R=3), whose nodes can be killed one by one. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { wsconnect } from '@nats-io/nats-core';
import { connectNats } from '#core/sync/nats-transport.ts';
import { authenticatorOf, makeStreams } from '#core/sync/nats-users.ts';
import { createRelayAccount, createRelayUser, signOwner } from '#core/sync/relay-user.ts';
import type { Transport } from '#core/sync/transport.ts';
import { configurationOf } from '../../tools/relay/configuration.ts';
import { makeOperator } from '../../tools/relay/operator.ts';
import { findNatsServer, startNatsServer, type RunningServer } from '../../tools/relay/server.ts';
import { admitWorkspace } from '../../tools/relay/workspaces.ts';
import { freePort } from './test-relay.ts';

const megabyte = 1024 * 1024;
const names = ['one', 'two', 'three'];
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export type TestCluster = Awaited<ReturnType<typeof startNodes>>;

/** A port that was free may be taken before a node listens on it; then the cluster lacks one, and is begun anew. */
const mostStarts = 3;

export async function startTestCluster(): Promise<TestCluster> {
  for (let starts = 1; ; starts += 1) {
    try {
      return await startNodes();
    } catch (error) {
      if (starts === mostStarts) throw error;
    }
  }
}

async function startNodes() {
  const folder = await mkdtemp(join(tmpdir(), 'exhibit-cluster-'));
  const program = findNatsServer();
  await makeOperator(folder, 'test');
  const account = createRelayAccount();
  const limits = { storageBytes: 300 * megabyte, connections: 50 };
  await admitWorkspace(folder, account.name, { name: 'test', limits });
  const nodes: { name: string; port: number; route: number }[] = [];
  for (const name of names) nodes.push({ name, port: await freePort(), route: await freePort() });
  for (const { name, port, route } of nodes) {
    await mkdir(join(folder, name), { mode: 0o700 });
    const configuration = await configurationOf(folder, {
      name,
      store: name,
      webSocket: { host: '127.0.0.1', port },
      origins: [],
      storageBytes: 512 * megabyte,
      cluster: { port: route, routes: nodes.map((other) => `nats-route://127.0.0.1:${other.route}`) },
    });
    await writeFile(join(folder, `${name}.conf`), configuration);
  }
  const running = new Map<string, RunningServer>();

  async function start(name: string): Promise<void> {
    running.set(name, await startNatsServer(program, folder, `${name}.conf`));
  }

  async function kill(name: string): Promise<void> {
    const child = running.get(name)?.process;
    running.delete(name);
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  await Promise.all(names.map(start));
  const servers = nodes.map(({ port }) => `ws://127.0.0.1:${port}`);
  const user = createRelayUser();
  const credentials = { seed: user.seed, jwt: await signOwner(account.seed, user.name) };
  const authenticator = authenticatorOf(credentials);

  /** Asks until the cluster answers: after a start it first chooses who leads. Rejects with its last word after some tries. */
  async function untilItAnswers<Value>(ask: () => Promise<Value>): Promise<Value> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (tries === 100) throw error;
        await pause(250);
      }
    }
  }

  async function readLeader(): Promise<string> {
    const connection = await wsconnect({ servers, authenticator, timeout: 5_000 });
    try {
      const { cluster } = await (await jetstreamManager(connection)).streams.info('WS');
      if (!cluster?.leader) throw new Error('the stream has no leader');
      return cluster.leader;
    } finally {
      await connection.close();
    }
  }

  async function close(): Promise<void> {
    await Promise.all(names.map(kill));
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await untilItAnswers(() => makeStreams(servers[0] ?? '', credentials));
  } catch (error) {
    await close();
    throw error;
  }

  return {
    names,
    start,
    kill,
    /** The node that leads the stream of documents. */
    leader: (): Promise<string> => untilItAnswers(readLeader),
    connect: (): Promise<Transport> =>
      connectNats({ servers, authenticator, user: user.name, timeoutMs: 5_000 }),
    close,
  };
}
