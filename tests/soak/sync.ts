/**
 * Six members of one workspace, four in Chromium with the built app and two in Node, edit records of all kinds at random over a real nats-server;
 * those in Chromium get exhibits as well. Meanwhile members go offline, reload, and have their tabs killed; the relay is killed, stores envelopes
 * a second time, and takes some out and stores them after later ones; the members in Node shuffle what they are given, append twice and
 * compact. At the end all hold the same, hold everything that a member was told is stored, and so do two who join then.
 *
 *   npm run soak:sync [-- --seconds 600 --edits 10000 --seed 1]          a short one: --seconds 30 --edits 800
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { bytesToBase64 } from '#core/shared/bytes.ts';
import { startAppRig } from '../journeys/app-rig.ts';
import { startTestRelay } from '../relay/test-relay.ts';
import { makeExhibit } from '../fixtures/exhibits.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';
import { openInBrowser, type BrowserMember } from './browser-member.ts';
import { openCutLine, type CutLine } from './cut-line.ts';
import { joinInNode } from './node-member.ts';
import { editsPerCall, pause, throughLine, until, type SoakMember } from './soak-member.ts';
import { openUnrulyRelay, type UnrulyRelay } from './unruly-relay.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    edits: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);
const callsWanted = Math.ceil(Number(values.edits) / editsPerCall);
const draw = seededDraw(Number(values.seed));
const random = () => draw(1_000_000) / 1_000_000;
const say = (words: string) => console.log(`${new Date().toISOString().slice(11, 19)}  ${words}`);

const rig = await startAppRig('screens-page.ts');
const relay = await startTestRelay();
await relay.admit();
const lines: CutLine[] = [];
async function newLine(): Promise<CutLine> {
  const line = await openCutLine(relay.url);
  lines.push(line);
  return line;
}

/** Shares the workspace over the relay. */
async function found(member: BrowserMember, line: CutLine): Promise<void> {
  const page = member.page();
  await page.goto(rig.addressOf('#/team'));
  await page.getByLabel('Your name').fill(member.name);
  await page.getByRole('button', { name: 'Share over a relay' }).click();
  const command = await page.locator('.team-command code').innerText();
  await relay.admitAccount(/\bA[A-Z2-7]{55}\b/.exec(command)?.[0] ?? '');
  await page.getByLabel('Address of the relay').fill(line.url);
  await page.getByRole('button', { name: 'Connect and share' }).click();
  await until('shared', member.isInStep);
}

async function invite(owner: BrowserMember): Promise<string> {
  const page = owner.page();
  await page.getByRole('button', { name: 'Make an invitation' }).click();
  const links = page.getByRole('textbox', { name: 'Link', exact: true });
  await links.last().waitFor();
  const link = await links.last().inputValue();
  return link.slice(link.lastIndexOf('/') + 1);
}

async function letIn(owner: BrowserMember): Promise<void> {
  await owner.page().getByRole('button', { name: 'Same code, let in' }).click();
}

async function joinInBrowser(owner: BrowserMember, name: string): Promise<BrowserMember> {
  const line = await newLine();
  const member = await openInBrowser(rig, name, line, random);
  const page = member.page();
  await page.goto(rig.addressOf(`#/team/${throughLine(await invite(owner), line)}`));
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Ask to be let in' }).click();
  await page.getByLabel('Code to compare').waitFor();
  await letIn(owner);
  await until(`${name} let in`, member.isInStep).catch(async (error: unknown) => {
    throw new Error(`${name} is not in step; the page says: ${await page.locator('body').innerText()}`, {
      cause: error,
    });
  });
  say(`${name} let in`);
  return member;
}

async function joinFromNode(owner: BrowserMember, name: string): Promise<SoakMember> {
  const line = await newLine();
  return joinInNode(name, throughLine(await invite(owner), line), line, random, () => letIn(owner));
}

const did = new Map<string, number>();
const count = (what: string) => void did.set(what, (did.get(what) ?? 0) + 1);
const acknowledged: string[] = [];
const keptExhibits: string[] = [];
const members: SoakMember[] = [];
const inBrowsers: BrowserMember[] = [];
let unruly: UnrulyRelay | undefined;
let calls = 0;
let over = false;

async function editing(member: SoakMember, at: number): Promise<void> {
  const everyMs = (seconds * 1000 * members.length) / callsWanted;
  for (let call = 0; !over && calls < callsWanted; call += 1) {
    const began = Date.now();
    calls += 1;
    try {
      acknowledged.push(...(await member.edit(`${'abcdef'[at]}${call}z`, draw(1_000_000))));
      count('calls acknowledged');
    } catch {
      // Killed on the way: nobody was told that it is stored. It may have been.
      count('calls killed');
      calls -= 1;
      await pause(1_000);
    }
    await pause(Math.max(0, everyMs * (0.5 + random()) - (Date.now() - began)));
  }
}

/** A picture of more than one piece. */
async function newExhibit(number: number) {
  const bytes = new Uint8Array(randomBytes(300_000));
  const title = `Sessions ${number}`;
  const { record, recordSha256, files } = await makeExhibit({
    number,
    title,
    url: 'https://console.example/sessions',
    capturedAt: '2026-05-04T08:00:00.000Z',
    picture: { bytes, width: 1280, height: 800 },
    lines: [title, 'Require a second factor: on'],
  });
  const content = [...files].map(([sha256, file]): [string, string] => [sha256, bytesToBase64(file)]);
  return { record, recordSha256, files: content };
}

let exhibits = 0;
async function receivingExhibits(member: BrowserMember): Promise<void> {
  while (!over) {
    await pause((seconds / 12) * 1000 * (0.5 + random()));
    if (over) return;
    exhibits += 1;
    const exhibit = await newExhibit(exhibits);
    try {
      await member.keepExhibit(exhibit);
      keptExhibits.push(exhibit.record.id);
      count('exhibits kept');
    } catch {
      count('exhibits killed');
    }
  }
}

async function disorder(relayed: UnrulyRelay): Promise<void> {
  while (!over) {
    await pause((seconds / 120) * 1000 * (0.5 + random()));
    const kind = random() < 0.5 ? 'repeat' : 'delay';
    // The relay may be down just now.
    if (!over && (await relayed[kind]().catch(() => false))) count(`envelopes: ${kind}ed`);
  }
}

async function disturbing(member: SoakMember): Promise<void> {
  const kinds = Object.entries(member.disturbances);
  while (!over) {
    await pause((seconds / 40) * 1000 * (0.5 + random()));
    const [name, disturb] = kinds[draw(kinds.length)] ?? [];
    if (over || !name || !disturb) return;
    await disturb();
    count(name);
  }
}

async function killingRelay(): Promise<void> {
  while (!over) {
    await pause((seconds / 15) * 1000 * (0.5 + random()));
    if (over) return;
    await relay.stop(random() < 0.7 ? 'SIGKILL' : 'SIGTERM');
    await pause(1_000 + random() * 5_000);
    await relay.start();
    count('killed relay');
  }
}

let failed: unknown;
try {
  const line = await newLine();
  const owner = await openInBrowser(rig, 'Ann', line, random);
  inBrowsers.push(owner);
  await found(owner, line);
  for (const name of ['Ben', 'Carla', 'Dan']) inBrowsers.push(await joinInBrowser(owner, name));
  members.push(...inBrowsers);
  for (const name of ['Eve', 'Finn']) members.push(await joinFromNode(owner, name));
  say(`${members.length} members: 4 in Chromium, 2 in Node`);
  unruly = await openUnrulyRelay(relay.url, (await owner.accountSeed()) ?? '', random);
  await owner.prepare();
  await until('the common risks with all', async () =>
    (await Promise.all(members.map((member) => member.state()))).every((state) =>
      state.includes('What both write to'),
    ),
  );

  const began = Date.now();
  const disturbed = Promise.all([
    ...members.map(disturbing),
    ...inBrowsers.map(receivingExhibits),
    killingRelay(),
    disorder(unruly),
  ]);
  const edited = Promise.all(members.map(editing));
  // A busy machine takes longer; disturbed it is all the while.
  await Promise.all([edited, pause(seconds * 1000)]);
  over = true;
  await Promise.all([edited, disturbed]);
  const tookSeconds = (Date.now() - began) / 1000;
  for (const each of lines) each.mend();
  say(
    `edited for ${tookSeconds.toFixed(0)} s: ${calls * editsPerCall} edits acknowledged, ${2 * calls} of each of ${editsPerCall / 2} kinds`,
  );
  for (const what of [...did.keys()].sort()) say(`  ${what}: ${did.get(what)}`);

  for (const member of members) await until(`${member.name} in step`, member.isInStep, 300);
  const gina = await joinInBrowser(owner, 'Gina');
  inBrowsers.push(gina);
  members.push(gina, await joinFromNode(owner, 'Hugo'));
  for (const member of members)
    await until(`${member.name} equal`, async () => (await member.state()) === (await owner.state()), 180);
  const states = await Promise.all(members.map((member) => member.state()));
  const [first = ''] = states;
  const lost = acknowledged.filter((word) => !first.includes(word));
  say(
    `${members.length} equal: ${states.every((state) => state === first)}, ${(first.length / 1e6).toFixed(1)} MB of text`,
  );
  say(
    `${acknowledged.length} acknowledged words, ${lost.length} missing${lost.length > 0 ? ` of ${[...new Set(lost.map((word) => word.split('-')[0]))].join(' ')}` : ''}`,
  );
  const isThere = async (member: BrowserMember) => {
    const whole = new Set(await member.wholeExhibits());
    return keptExhibits.every((id) => whole.has(id));
  };
  for (const member of inBrowsers) await until(`${member.name} has all exhibits`, () => isThere(member), 180);
  say(`${keptExhibits.length} exhibits whole with each of ${inBrowsers.length}`);
  if (
    acknowledged.length === 0 ||
    keptExhibits.length === 0 ||
    lost.length > 0 ||
    states.some((state) => state !== first)
  )
    throw new Error('the soak failed');
  say('all equal, nothing lost, two fresh replicas have it all');
} catch (error) {
  failed = error;
  console.error(error);
} finally {
  for (const member of members) await member.close().catch(() => undefined);
  await unruly?.close();
  for (const each of lines) await each.close();
  await rig.close();
  await relay.close();
}
process.exit(failed === undefined ? 0 : 1);
