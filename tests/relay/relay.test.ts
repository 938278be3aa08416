/** The relay's commands against a real nats-server, over WebSocket as a browser would. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { createAccount, createUser, encodeUser, fmtCreds, type KeyPair } from '@nats-io/jwt';
import { credsAuthenticator, wsconnect, type NatsConnection } from '@nats-io/nats-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../tools/run-command.ts';

const origin = 'https://isms.example';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const relay = (...args: string[]) =>
  runCommand('node', ['--experimental-strip-types', 'tools/relay.ts', ...args]);

/** Resolves when the started command says that the relay runs. */
function startRelay(folder: string): Promise<ChildProcess> {
  const child = spawn('node', ['--experimental-strip-types', 'tools/relay.ts', 'start', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        if (said.includes('is running')) resolve(child);
      });
    child.on('exit', () => reject(new Error(said)));
  });
}

async function stopRelay(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** A workspace's owner as the app will be one: the account key never leaves it, and it signs its devices itself. */
async function device(account: KeyPair, permissions = {}): Promise<{ key: string; credentials: Uint8Array }> {
  const user = createUser();
  const jwt = await encodeUser('device', user, account, permissions);
  return { key: user.getPublicKey(), credentials: fmtCreds(jwt, user) };
}

describe('a relay of one node', () => {
  let folder = '';
  let port = 0;
  let server: ChildProcess;
  const account = createAccount();
  const other = createAccount();

  const connect = (credentials: Uint8Array): Promise<NatsConnection> =>
    wsconnect({
      servers: `ws://127.0.0.1:${port}`,
      authenticator: credsAuthenticator(credentials),
      reconnect: false,
      timeout: 10_000,
    });

  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'exhibit-relay-')), 'relay');
    port = await freePort();
    const made = await relay('init', folder, '--origin', origin, '--port', String(port), '--storage', '2');
    expect(made.output).toContain('relay.conf');
    // The monitoring page has a fixed port, which this machine may not have free.
    const configuration = join(folder, 'relay.conf');
    await writeFile(configuration, (await readFile(configuration, 'utf8')).replace(/^http:.*\n/m, ''));
    expect(
      (await relay('admit', folder, account.getPublicKey(), '--name', 'Example Ltd', '--storage', '1')).ok,
    ).toBe(true);
    server = await startRelay(folder);
  });
  afterAll(async () => {
    await stopRelay(server);
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  it('keeps the operator key for its owner alone and does not make a second one', async () => {
    expect((await stat(join(folder, 'operator.seed'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'system.creds'))).mode & 0o777).toBe(0o600);
    const before = await readFile(join(folder, 'operator.seed'), 'utf8');
    const again = await relay('init', folder, '--origin', origin);
    expect(again.ok).toBe(false);
    expect(again.output).toContain('has a relay already');
    expect(await readFile(join(folder, 'operator.seed'), 'utf8')).toBe(before);
  });

  it('keeps what an admitted workspace appends, also over a restart', async () => {
    const { credentials } = await device(account);
    let connection = await connect(credentials);
    await (
      await jetstreamManager(connection)
    ).streams.add({
      name: 'WS',
      subjects: ['doc.>'],
      max_bytes: 1024 * 1024,
    });
    const stored = await jetstream(connection).publish('doc.a', new Uint8Array([1, 2, 3]));
    expect(stored.seq).toBe(1);
    await connection.close();

    await stopRelay(server);
    server = await startRelay(folder);
    connection = await connect(credentials);
    const message = await (await jetstreamManager(connection)).streams.getMessage('WS', { seq: 1 });
    expect([...(message?.data ?? [])]).toEqual([1, 2, 3]);
    await connection.close();
  });

  it('refuses a workspace that is not admitted, and takes it once the servers were told', async () => {
    const { credentials } = await device(other);
    await expect(connect(credentials)).rejects.toThrow(/authorization/i);
    const admitted = await relay(
      'admit',
      folder,
      other.getPublicKey(),
      '--name',
      'Other GmbH',
      '--storage',
      '1',
      '--relay',
      `ws://127.0.0.1:${port}`,
    );
    expect(admitted.output).toContain('knows it');
    const connection = await connect(credentials);
    await connection.close();
    const listed = await relay('list', folder);
    expect(listed.output).toMatch(/Example Ltd[^]*Other GmbH/);
    expect(listed.output).not.toContain('SYS');
  });

  it('lets no workspace see another one', async () => {
    const [one, two] = [
      await connect((await device(account)).credentials),
      await connect((await device(other)).credentials),
    ];
    const seen: string[] = [];
    const listening = two.subscribe('>', { callback: (_, message) => void seen.push(message.subject) });
    await two.flush();
    one.publish('aw.doc.device', 'here');
    await jetstream(one).publish('doc.a', 'secret');
    await one.flush();
    two.publish('own', 'mine');
    await two.flush();
    // Its own message came round, so all that could have come before it is there.
    await expect.poll(() => seen).toContain('own');
    expect(seen).toEqual(['own']);
    await expect((await jetstreamManager(two)).streams.info('WS')).rejects.toThrow(/not found/);
    listening.unsubscribe();
    await Promise.all([one.close(), two.close()]);
  });

  it('cuts a device off at once and for good, and the others stay', async () => {
    const [gone, stays] = [await device(account), await device(account)];
    const [going, staying] = [await connect(gone.credentials), await connect(stays.credentials)];
    const closed = going.closed();
    const revoked = await relay(
      'revoke',
      folder,
      account.getPublicKey(),
      gone.key,
      '--relay',
      `ws://127.0.0.1:${port}`,
    );
    expect(revoked.output).toContain('is cut off');
    expect(await closed).toBeInstanceOf(Error);
    await expect(connect(gone.credentials)).rejects.toThrow(/authorization|revoked/i);
    await staying.flush();
    // Another admission, as with new limits, must not let it in again.
    await relay(
      'admit',
      folder,
      account.getPublicKey(),
      '--name',
      'Example Ltd',
      '--storage',
      '1',
      '--relay',
      `ws://127.0.0.1:${port}`,
    );
    await expect(connect(gone.credentials)).rejects.toThrow(/authorization|revoked/i);
    await staying.close();
  });

  it('refuses pages of other origins and keeps to the storage that was admitted', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      headers: {
        Origin: 'https://elsewhere.example',
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'Sec-WebSocket-Version': '13',
      },
    }).catch((error: unknown) => error);
    expect(answer instanceof Response ? answer.status : 'closed').not.toBe(101);
    const connection = await connect((await device(account)).credentials);
    const manager = await jetstreamManager(connection);
    await expect(
      manager.streams.add({ name: 'EV', subjects: ['ev.>'], max_bytes: 2 * 1024 ** 3 }),
    ).rejects.toThrow(/resources|storage/i);
    await connection.close();
  });

  it.each([
    [['admit', 'FOLDER', 'nonsense', '--name', 'x'], 'A and 55 more characters'],
    [['revoke', 'FOLDER', 'A'.repeat(56), 'U'.repeat(56)], 'not admitted'],
    [['revoke', 'FOLDER', 'A'.repeat(56), 'x'], 'DEVICE'],
    [['init', 'FOLDER-2'], '--origin'],
    [['start', 'FOLDER', '--node', 'nowhere'], 'no relay of that name'],
    [['admit', 'FOLDER', 'A'.repeat(56), '--name', 'x', '--storage', '9'], 'The relay has 2 GB'],
    [['dance', 'FOLDER'], 'init | start'],
  ])('says what is wrong with %j', async (args, expected) => {
    const result = await relay(...args.map((word) => word.replace('FOLDER', folder)));
    expect(result.ok).toBe(false);
    expect(result.output).toContain(expected);
  });
});
