import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import {
  consolePage,
  freePort,
  makeStateDir,
  startDaemon,
  THROW_AWAY_PASSWORD,
  waitForHttp,
  type ConsolePage,
  type RunningConsole,
  type StartOptions,
} from './console.ts';

const run = promisify(execFile);
const VERSION = '1.1.55';
const ADMINISTRATOR = 'fleetlead';
/** Git ignores it; the package is no dependency of ours, so it is installed here at its first use (about 35 seconds). */
const MODULES = join(import.meta.dirname, '.modules');
const PACKAGE = join(MODULES, 'node_modules', 'meshcentral');

const pages: readonly ConsolePage[] = [
  { id: 'devices', path: '/?viewmode=1', title: 'Managed devices by group' },
  { id: 'account', path: '/?viewmode=2', title: 'Own account and its sign-in factors' },
  { id: 'events', path: '/?viewmode=3', title: 'Event log' },
  { id: 'users', path: '/?viewmode=4', title: 'Accounts with their rights' },
  { id: 'user-groups', path: '/?viewmode=50', title: 'User groups' },
  { id: 'server', path: '/?viewmode=6', title: 'Server, backup and restore' },
];

/** What must be visible before a page counts as open: rows come over a WebSocket after `load`. */
const contentOf: Readonly<Record<string, string>> = {
  devices: 'text=HAL-FS-01',
  account: '#p2',
  events: 'text=Account created, email is d.bianchi',
  users: 'text=d.bianchi@kestrel.example',
  'user-groups': 'text=Help desk',
  server: '#p6',
};

const people = [
  ['d.bianchi', 'Dario Bianchi', 'manageusers,serverbackup,recordings'],
  ['s.iyer', 'Sunita Iyer', 'manageusers'],
  ['w.chen', 'Wei Chen', 'none'],
  ['p.larsen', 'Pia Larsen, internal audit', 'none'],
  ['k.moreau', 'Karim Moreau, left 31 August', 'locked'],
] as const;

const userGroups = [
  ['Help desk', 'Remote help, always with the consent of the person', ['s.iyer', 'w.chen']],
  ['Audit', 'Read only access for the yearly audit', ['p.larsen']],
] as const;

const deviceGroups = ['Oslo workstations', 'Home office laptops'] as const;
const SERVER_GROUP = 'Halden data centre';
/** name, MeshCentral's number of the system (4 Windows, 6 Linux) */
const servers = [
  ['HAL-FS-01', '4'],
  ['HAL-AD-02', '4'],
  ['hal-ledger-db', '6'],
  ['hal-backup', '6'],
] as const;

/**
 * MeshCentral, a device management console: one page for everything, rows by WebSocket, one title for all pages.
 * Ready in 20 to 40 seconds, the first time 35 more for the installation from the package registry; root is not needed.
 */
export async function startMeshCentral({ port, stateDir }: StartOptions): Promise<RunningConsole> {
  await installOnFirstUse();
  makeStateDir(stateDir);
  const chosen = port ?? (await freePort());
  const data = join(stateDir, 'data');
  await mkdir(data);
  await writeFile(join(data, 'config.json'), JSON.stringify(configuration(chosen)));
  const program = [
    join(PACKAGE, 'meshcentral.js'),
    '--datapath',
    data,
    '--filespath',
    join(stateDir, 'files'),
  ];
  const once = (...args: string[]) => run(process.execPath, [...program, ...args], { cwd: stateDir });
  await once(
    '--createaccount',
    ADMINISTRATOR,
    '--pass',
    THROW_AWAY_PASSWORD,
    '--email',
    'fleet@kestrel.example',
    '--name',
    'Ingrid Solberg',
  );
  await once('--adminaccount', ADMINISTRATOR);

  const server = startDaemon(process.execPath, program, { stateDir, logName: 'meshcentral' });
  const baseUrl = `http://127.0.0.1:${chosen}`;
  try {
    await waitForHttp(baseUrl, server, 90_000);
    await seed(`ws://127.0.0.1:${chosen}`, stateDir);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    name: 'meshcentral',
    baseUrl,
    pages,
    stop: () => server.stop(),
    signIn: (page) => signIn(page, baseUrl),
    open: async (page, pageId) => {
      const { path } = consolePage(pages, pageId);
      await page.goto(baseUrl + path);
      // The page holds every view at once; only one of them is shown.
      await page
        .locator(contentOf[pageId] ?? 'body')
        .filter({ visible: true })
        .first()
        .waitFor();
    },
  };
}

async function installOnFirstUse(): Promise<void> {
  const wanted = join(PACKAGE, 'package.json');
  if (existsSync(wanted) && existsSync(join(MODULES, `installed-${VERSION}`))) return;
  await mkdir(MODULES, { recursive: true });
  await writeFile(join(MODULES, 'package.json'), '{"name":"consoles-for-tests","private":true}\n');
  await run('npm', ['install', '--no-audit', '--no-fund', '--save-exact', `meshcentral@${VERSION}`], {
    cwd: MODULES,
  });
  await writeFile(join(MODULES, `installed-${VERSION}`), '');
}

function configuration(port: number): unknown {
  return {
    settings: {
      cert: '127.0.0.1',
      port,
      portBind: '127.0.0.1',
      redirPort: 0,
      exactPorts: true,
      mpsPort: 0,
      lanOnly: true,
      localDiscovery: false,
      tlsOffload: true,
      selfUpdate: false,
      agentTimeStampServer: false,
      noAgentUpdate: 1,
      sessionTime: 20,
      maxInvalidLogin: { time: 15, count: 6, coolofftime: 20 },
      autoBackup: { backupIntervalHours: 12, keepLastDaysBackup: 45 },
    },
    domains: {
      '': {
        title: 'Kestrel Devices',
        title2: 'Workplaces and servers',
        newAccounts: false,
        passwordRequirements: {
          min: 16,
          max: 200,
          upper: 1,
          lower: 1,
          numeric: 1,
          nonalpha: 1,
          reset: 365,
          oldPasswordBan: 8,
          banCommonPasswords: true,
          force2factor: false,
          skip2factor: '127.0.0.1',
        },
        userConsentFlags: {
          desktopnotify: true,
          desktopprompt: true,
          terminalprompt: true,
          fileprompt: true,
        },
      },
    },
  };
}

/** Fills the running server through its own command line client. */
async function seed(url: string, cwd: string): Promise<void> {
  const control = async (...args: string[]): Promise<string> => {
    const signIn = ['--url', url, '--loginuser', ADMINISTRATOR, '--loginpass', THROW_AWAY_PASSWORD];
    const { stdout } = await run(process.execPath, [join(PACKAGE, 'meshctrl.js'), ...args, ...signIn], {
      cwd,
    });
    return stdout;
  };
  // Each call is a process that starts, signs in and waits for its answer: what does not need another's answer goes at once.
  await Promise.all([
    ...people.map(([user, realname, rights]) => {
      const email = ['--email', `${user}@kestrel.example`, '--emailverified'];
      const account = ['--user', user, '--pass', THROW_AWAY_PASSWORD, ...email];
      return control('adduser', ...account, '--realname', realname, '--rights', rights);
    }),
    ...userGroups.map(([name, desc]) => control('addusergroup', '--name', name, '--desc', desc)),
    ...deviceGroups.map((name) =>
      control('adddevicegroup', '--name', name, '--desc', name, '--consent', '11'),
    ),
    control(
      'adddevicegroup',
      '--name',
      SERVER_GROUP,
      '--desc',
      'Servers without agent',
      '--agentless',
      '--consent',
      '11',
    ),
  ]);
  const [groups, devices] = await Promise.all([
    control('listusergroups', '--json'),
    control('listdevicegroups', '--json'),
  ]);
  const id = idNamed(devices, SERVER_GROUP).split('/').at(-1) ?? '';
  await Promise.all([
    ...userGroups.flatMap(([name, , members]) =>
      members.map((member) =>
        control('addtousergroup', '--groupid', idNamed(groups, name), '--id', `user//${member}`),
      ),
    ),
    control('addusertodevicegroup', '--id', id, '--userid', 'd.bianchi', '--fullrights'),
    ...servers.map(([name, type], at) =>
      control(
        'addlocaldevice',
        '--id',
        id,
        '--devicename',
        name,
        '--hostname',
        `127.0.0.${41 + at}`,
        '--type',
        type,
      ),
    ),
  ]);
}

/** The `_id` of the record with this name in a list, or in an object of records, that the client printed. */
function idNamed(json: string, name: string): string {
  const printed: unknown = JSON.parse(json);
  const records: unknown[] = typeof printed === 'object' && printed !== null ? Object.values(printed) : [];
  const isNamed = (value: unknown): value is { name: string; _id: string } =>
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    '_id' in value &&
    typeof value._id === 'string';
  const found = records.filter(isNamed).find((record) => record.name === name);
  if (!found) throw new Error(`MeshCentral lists nothing named ${name}.`);
  return found._id;
}

async function signIn(page: Page, baseUrl: string): Promise<void> {
  await page.goto(baseUrl);
  await page.fill('#username', ADMINISTRATOR);
  await page.fill('#password', THROW_AWAY_PASSWORD);
  await page.click('#loginButton');
  await page.locator('#MainMenuMyDevices, #LeftMenuMyDevices').first().waitFor();
}
