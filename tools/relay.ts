/**
 * The team relay: `npm run relay` starts one on this machine to try out; the other words set up and keep a real one.
 *   npm run relay -- init DIR --origin URL [--name NAME] [--host HOST] [--port N] [--certificate FILE --key FILE] [--storage GB]
 *                    [--nodes N1,N2,N3 --cluster-port N]
 *   npm run relay -- start DIR [--node NAME]
 *   npm run relay -- admit DIR ACCOUNT --name NAME [--storage GB] [--connections N] [--relay URL]
 *   npm run relay -- revoke DIR ACCOUNT DEVICE [--relay URL]
 *   npm run relay -- list DIR
 * `--relay URL` tells the running servers at once, for example ws://127.0.0.1:4180; without it they read it at their next start.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configurationOf, type RelayNode } from './relay/configuration.ts';
import { filesOf, makeOperator } from './relay/operator.ts';
import { findNatsServer, startNatsServer, tellServers } from './relay/server.ts';
import {
  admitWorkspace,
  isAccount,
  isDevice,
  listWorkspaces,
  revokeDevice,
  usualLimits,
} from './relay/workspaces.ts';

const gigabyte = 1024 ** 3;
/** What a relay may keep where nothing else is said; it is a limit, nothing is taken from the disk in advance. */
const usualStorageGigabytes = '50';
/** The port of the relay for trying out, and the usual one behind a proxy. */
const usualPort = 4180;
/** Where `npm start` serves the app. */
const localOrigins = ['http://127.0.0.1:4173', 'http://localhost:4173'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    origin: { type: 'string', multiple: true, default: [] },
    name: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: String(usualPort) },
    certificate: { type: 'string' },
    key: { type: 'string' },
    storage: { type: 'string' },
    connections: { type: 'string', default: String(usualLimits.connections) },
    nodes: { type: 'string' },
    node: { type: 'string' },
    'cluster-port': { type: 'string', default: '6222' },
    relay: { type: 'string' },
  },
});

/** A mistake in what was typed, in words for the person. */
class UsageError extends Error {}

function wholeNumber(text: string, what: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${what}: a whole number above 0.`);
  return number;
}

async function writeConfiguration(folder: string, node: RelayNode): Promise<void> {
  await mkdir(join(folder, node.store), { recursive: true, mode: 0o700 });
  await writeFile(join(folder, `${node.name}.conf`), await configurationOf(folder, node), { mode: 0o600 });
}

function nodesOf(): RelayNode[] {
  const names = (values.nodes ?? 'relay').split(',').map((name) => name.trim());
  if (names.length !== 1 && names.length !== 3)
    throw new UsageError('--nodes: one name, or three for a cluster.');
  if ((values.certificate === undefined) !== (values.key === undefined))
    throw new UsageError('--certificate and --key go together.');
  const clusterPort = wholeNumber(values['cluster-port'], '--cluster-port');
  const tls =
    values.certificate !== undefined && values.key !== undefined
      ? { certificate: values.certificate, key: values.key }
      : undefined;
  return names.map((name) => ({
    name,
    store: `store/${name}`,
    webSocket: { host: values.host, port: wholeNumber(values.port, '--port'), ...(tls && { tls }) },
    origins: values.origin,
    monitoringPort: 8222,
    storageBytes: wholeNumber(values.storage ?? usualStorageGigabytes, '--storage') * gigabyte,
    ...(names.length > 1 && {
      cluster: {
        port: clusterPort,
        routes: names
          .filter((other) => other !== name)
          .map((other) => `nats-route://${other}:${clusterPort}`),
      },
    }),
  }));
}

async function initialise(folder: string): Promise<void> {
  if (values.origin.length === 0)
    throw new UsageError(
      '--origin: the address of the app, such as https://isms.example (may be given several times).',
    );
  if (existsSync(filesOf(folder).operatorSeed))
    throw new UsageError(
      `${folder} has a relay already. Its operator key is the trust of all its workspaces and stays.`,
    );
  const nodes = nodesOf();
  await makeOperator(folder, values.name ?? 'Exhibit relay');
  for (const node of nodes) await writeConfiguration(folder, node);
  console.log(`A relay in ${folder}: ${nodes.map(({ name }) => `${name}.conf`).join(', ')}`);
  console.log(`Keep ${filesOf(folder).operatorSeed} secret, and a copy of it in another place.`);
  console.log('Next: npm run relay -- start, then npm run relay -- admit (relay/README.md).');
}

async function run(folder: string, node: string): Promise<void> {
  const program = findNatsServer();
  const server = await startNatsServer(program, folder, `${node}.conf`);
  console.log(`The relay ${node} is running. Ctrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      server.process.kill('SIGTERM');
    });
  await new Promise((done) => server.process.on('exit', done));
}

/** One node on loopback, made at the first start and kept, so that a workspace is there again the next time. */
async function tryOut(): Promise<void> {
  const folder = join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'exhibit-relay');
  if (!existsSync(filesOf(folder).operatorSeed)) await makeOperator(folder, 'Exhibit relay to try out');
  const port = wholeNumber(values.port, '--port');
  await writeConfiguration(folder, {
    name: 'relay',
    store: 'store/relay',
    webSocket: { host: '127.0.0.1', port },
    origins: [...localOrigins, ...values.origin],
    storageBytes: wholeNumber(values.storage ?? usualStorageGigabytes, '--storage') * gigabyte,
  });
  console.log(`ws://127.0.0.1:${port}, this machine only; its data is in ${folder}`);
  await run(folder, 'relay');
}

async function tell(folder: string, claims: string): Promise<void> {
  if (values.relay === undefined) {
    console.log('Running servers read it at their next start; --relay URL tells them at once.');
    return;
  }
  await tellServers(folder, values.relay, claims);
  console.log(`The relay at ${values.relay} knows it.`);
}

/** A server gives no storage at all to a workspace whose share goes beyond what the earlier ones left, and says nothing. */
async function mustHaveRoom(folder: string, account: string, storageBytes: number): Promise<void> {
  const configurations = await Promise.all(
    (await readdir(folder))
      .filter((file) => file.endsWith('.conf'))
      .map((file) => readFile(join(folder, file), 'utf8')),
  );
  const limits = configurations.flatMap((text) => /max_file: (\d+)/.exec(text)?.[1] ?? []).map(Number);
  const promised = (await listWorkspaces(folder))
    .filter((workspace) => workspace.account !== account)
    .reduce((sum, workspace) => sum + workspace.storageBytes, storageBytes);
  const least = Math.min(...limits);
  if (promised > least)
    throw new UsageError(
      `The relay has ${(least / gigabyte).toFixed(0)} GB, and with this workspace ${(promised / gigabyte).toFixed(0)} GB would be promised. ` +
        'Give less by --storage, or raise max_file in its configuration.',
    );
}

async function admit(folder: string, account = ''): Promise<void> {
  if (!isAccount(account))
    throw new UsageError(
      'ACCOUNT: the key that the workspace shows to its administrator, A and 55 more characters.',
    );
  if (values.name === undefined) throw new UsageError('--name: what the workspace is called in your lists.');
  const storageBytes =
    values.storage === undefined
      ? usualLimits.storageBytes
      : wholeNumber(values.storage, '--storage') * gigabyte;
  await mustHaveRoom(folder, account, storageBytes);
  const claims = await admitWorkspace(folder, account, {
    name: values.name,
    limits: {
      storageBytes,
      connections: wholeNumber(values.connections, '--connections'),
    },
  });
  console.log(`${values.name} may use this relay.`);
  await tell(folder, claims);
}

async function revoke(folder: string, account = '', device = ''): Promise<void> {
  if (!isAccount(account)) throw new UsageError('ACCOUNT: A and 55 more characters.');
  if (!isDevice(device)) throw new UsageError('DEVICE: U and 55 more characters.');
  const claims = await revokeDevice(folder, account, device);
  console.log(`${device} is cut off.`);
  await tell(folder, claims);
}

async function list(folder: string): Promise<void> {
  const workspaces = await listWorkspaces(folder);
  if (workspaces.length === 0) console.log('No workspace is admitted yet.');
  for (const { account, name, storageBytes, revoked } of workspaces)
    console.log(`${account}  ${(storageBytes / gigabyte).toFixed(0)} GB  ${revoked} cut off  ${name}`);
}

async function start(folder: string): Promise<void> {
  const configured = (await readdir(folder)).filter((file) => file.endsWith('.conf'));
  const node = values.node ?? configured[0]?.slice(0, -'.conf'.length);
  if (node === undefined || !configured.includes(`${node}.conf`))
    throw new UsageError(
      `${folder} has no relay of that name. First: npm run relay -- init ${folder} --origin URL`,
    );
  if (configured.length > 1 && values.node === undefined)
    throw new UsageError(`--node: one of ${configured.map((file) => file.slice(0, -5)).join(', ')}`);
  await run(folder, node);
}

const commands: Record<string, (folder: string, ...rest: string[]) => Promise<void>> = {
  init: initialise,
  start,
  admit,
  revoke,
  list,
};

const [word, folder, ...rest] = positionals;
try {
  if (word === undefined) await tryOut();
  else {
    const command = commands[word];
    if (command === undefined || folder === undefined)
      throw new UsageError(
        `npm run relay -- ${Object.keys(commands).join(' | ')}, each with a folder; see relay/README.md`,
      );
    await command(resolve(folder), ...rest);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
