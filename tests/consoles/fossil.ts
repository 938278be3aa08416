import { execFile } from 'node:child_process';
import { appendFile, mkdir } from 'node:fs/promises';
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
const ADMINISTRATOR = 'custodian';

const pages: readonly ConsolePage[] = [
  { id: 'users', path: '/setup_ulist', title: 'Accounts with their capabilities' },
  { id: 'user', path: '/setup_uedit?id=7', title: 'Rights of one account' },
  { id: 'access-settings', path: '/setup_access', title: 'Sign-in and access settings' },
  { id: 'security-audit', path: '/secaudit0', title: 'Security audit of the configuration' },
  { id: 'admin-log', path: '/admin_log', title: 'Log of administrative changes' },
  { id: 'sign-in-log', path: '/access_log', title: 'Log of sign-ins' },
  { id: 'changes', path: '/timeline?n=50', title: 'History of changes with their reviewers' },
  { id: 'tickets', path: '/rptview?rn=1', title: 'Incidents and findings' },
];

/** login, contact line, capability letters (fossil's own: s setup, a admin, v developer, i/o in and out, h/r read) */
const people = [
  ['i.solberg', 'Ingrid Solberg, Head of Engineering <i.solberg@kestrel.example>', 's'],
  ['d.bianchi', 'Dario Bianchi, Information Security Officer <d.bianchi@kestrel.example>', 'a'],
  ['w.chen', 'Wei Chen, Backend Engineer <w.chen@kestrel.example>', 'v'],
  ['f.adeyemi', 'Folake Adeyemi, Frontend Engineer <f.adeyemi@kestrel.example>', 'v'],
  ['p.larsen', 'Pia Larsen, Internal Audit, read only <p.larsen@kestrel.example>', 'hr'],
  ['release-bot', 'Service account of the release pipeline <engineering@kestrel.example>', 'io'],
] as const;

const settings = {
  'access-log': '1',
  'admin-log': '1',
  'auto-captcha': '0',
  // Its background process leaves the process group and would outlive the console.
  'backoffice-disable': '1',
  captcha: '1',
  'cookie-expire': '12',
  'forbid-delta-manifests': '1',
  http_authentication_ok: '0',
  'redirect-to-https': '0',
  'self-register': '0',
};

const administrativeActs = [
  ['2026-04-02 07:55', 'setup_uedit', ADMINISTRATOR, 'Added user [d.bianchi] with capabilities [a].'],
  ['2026-04-02 08:10', 'setup_uedit', 'd.bianchi', 'Added user [w.chen] with capabilities [v].'],
  ['2026-05-11 13:20', 'setup_access', 'd.bianchi', 'Setting self-register is off'],
  ['2026-06-08 09:31', 'setup_access', 'd.bianchi', 'Setting cookie-expire changed to 12'],
  ['2026-07-15 16:02', 'setup_uedit', 'i.solberg', 'Updated user [f.adeyemi] capabilities [av] -> [v].'],
  ['2026-09-01 08:05', 'setup_uedit', 'i.solberg', 'Deleted user [k.moreau], left the company on 31 August.'],
] as const;

const changes = [
  ['w.chen', '2026-04-07 10:12', 'ledger.py', 'CHG-204 import of the ledger service, reviewed by i.solberg'],
  [
    'f.adeyemi',
    '2026-05-19 14:37',
    'signin.py',
    'CHG-219 second factor for approvers, reviewed by d.bianchi',
  ],
  [
    'w.chen',
    '2026-06-23 09:05',
    'vault.py',
    'CHG-231 rotate signing keys every 90 days, reviewed by d.bianchi',
  ],
  ['f.adeyemi', '2026-08-04 11:48', 'deploy.yml', 'CHG-240 staging and production apart, reviewed by w.chen'],
  [
    'w.chen',
    '2026-10-13 15:21',
    'requirements.txt',
    'CHG-255 patch of the HTTP library, reviewed by f.adeyemi',
  ],
] as const;

const tickets = [
  ['Stolen laptop of a sales colleague, wiped remotely', 'Incident', 'Closed', 'Severe'],
  ['Quarterly restore of the ledger took 27 minutes', 'Documentation', 'Closed', 'Minor'],
  ['Penetration test, finding 4: session survives sign-out', 'Code_Defect', 'Open', 'Important'],
  ['Access review Q3: two dormant accounts removed', 'Incident', 'Closed', 'Important'],
] as const;

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Fossil's own administration pages (Debian package `fossil`): server-made HTML, tables and long forms, no script needed.
 * Ready in about two seconds; root is not needed. Throws when the program is missing or does not answer within 20 seconds.
 */
export async function startFossil({ port, stateDir }: StartOptions): Promise<RunningConsole> {
  makeStateDir(stateDir);
  const repository = join(stateDir, 'ledger.fossil');
  const env = { ...process.env, HOME: stateDir, FOSSIL_HOME: stateDir, USER: ADMINISTRATOR };
  const fossil = (...args: string[]) => run('fossil', args, { env, cwd: stateDir });
  await seedRepository(fossil, repository);
  await commitChanges(env, repository, join(stateDir, 'checkout'));
  await addTickets(fossil, repository);

  const chosen = port ?? (await freePort());
  const baseUrl = `http://127.0.0.1:${chosen}`;
  const server = startDaemon(
    'fossil',
    ['server', repository, '--localhost', '--port', String(chosen), '--nojail', '--nocompress'],
    { stateDir, logName: 'fossil', env },
  );
  try {
    await waitForHttp(`${baseUrl}/login`, server, 20_000);
    await leaveSignInTraces(baseUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    name: 'fossil',
    baseUrl,
    pages,
    stop: () => server.stop(),
    signIn: (page) => signIn(page, baseUrl),
    open: async (page, pageId) => {
      await page.goto(baseUrl + consolePage(pages, pageId).path);
      await page.locator('div.content').first().waitFor();
    },
  };
}

type Fossil = (...args: string[]) => Promise<unknown>;

async function seedRepository(fossil: Fossil, repository: string): Promise<void> {
  await fossil(
    'init',
    '--admin-user',
    ADMINISTRATOR,
    '--date-override',
    '2026-04-01 08:00',
    '--project-name',
    'Kestrel Ledger',
    repository,
  );
  await fossil('user', 'password', ADMINISTRATOR, THROW_AWAY_PASSWORD, '-R', repository);
  for (const [login, contact, capabilities] of people) {
    await fossil('user', 'new', login, contact, THROW_AWAY_PASSWORD, '-R', repository);
    await fossil('user', 'capabilities', login, capabilities, '-R', repository);
  }
  for (const everybody of ['nobody', 'anonymous'])
    await fossil('user', 'capabilities', everybody, '', '-R', repository);
  const rows = Object.entries(settings).map(([name, value]) => `(${quote(name)},${quote(value)},now())`);
  const acts = administrativeActs.map(
    ([time, page, who, what]) =>
      `(strftime('%s',${quote(time)}),${quote(page)},${quote(who)},${quote(what)})`,
  );
  await fossil('sql', '-R', repository, `REPLACE INTO config(name,value,mtime) VALUES ${rows.join(',')};`);
  // Fossil makes this table at its first administrative act; the made-up past needs it earlier.
  await fossil(
    'sql',
    '-R',
    repository,
    'CREATE TABLE IF NOT EXISTS repository.admin_log(id INTEGER PRIMARY KEY, time INTEGER, page TEXT, who TEXT, what TEXT);' +
      `INSERT INTO admin_log(time,page,who,what) VALUES ${acts.join(',')};`,
  );
}

async function commitChanges(env: NodeJS.ProcessEnv, repository: string, checkout: string): Promise<void> {
  await mkdir(checkout);
  const inside = (...args: string[]) => run('fossil', args, { env, cwd: checkout });
  await inside('open', repository);
  for (const [who, when, file, message] of changes) {
    await appendFile(join(checkout, file), `# ${message}\n`);
    await inside('add', file);
    await inside(
      'commit',
      '--no-warnings',
      '--no-prompt',
      '--user-override',
      who,
      '--date-override',
      when,
      '-m',
      message,
    );
  }
}

async function addTickets(fossil: Fossil, repository: string): Promise<void> {
  for (const [title, type, status, severity] of tickets) {
    await fossil(
      'ticket',
      'add',
      'title',
      title,
      'type',
      type,
      'status',
      status,
      'severity',
      severity,
      '-R',
      repository,
    );
  }
}

/** Two good sign-ins and two bad ones, so that the log of sign-ins has something to say. */
async function leaveSignInTraces(baseUrl: string): Promise<void> {
  const attempts = [
    ['d.bianchi', THROW_AWAY_PASSWORD],
    ['w.chen', 'not-the-password'],
    ['w.chen', THROW_AWAY_PASSWORD],
    ['administrator', 'letmein'],
  ] as const;
  for (const [u, p] of attempts) {
    await fetch(`${baseUrl}/login`, {
      method: 'POST',
      redirect: 'manual',
      // Fossil refuses a form whose Referer is not its own.
      headers: { referer: `${baseUrl}/login` },
      body: new URLSearchParams({ u, p, in: 'Login' }),
    });
  }
}

async function signIn(page: Page, baseUrl: string): Promise<void> {
  await page.goto(`${baseUrl}/login`);
  await page.fill('#u', ADMINISTRATOR);
  await page.fill('#p', THROW_AWAY_PASSWORD);
  await page.click('input[name=in]');
  await page.waitForURL((url) => url.pathname !== '/login');
}
