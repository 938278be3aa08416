/**
 * How long a full page takes: `npm run bench:full-page`. Scrolling: milliseconds over what N tiles may take, 550 ms each and a second more;
 * in one shot: milliseconds for a page of 8,000 pixels. Medians of three, for 30,000 pixels one run. The longest task of a page with 50,000
 * elements meanwhile, in which the browser works out their styles anew. And for pages of two real consoles, in a window that is too small
 * for them, which share of the pixels both ways have in common. EXHIBIT_FULL_PAGES is a folder for their pictures.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFossil } from '../consoles/fossil.ts';
import { startMeshCentral } from '../consoles/meshcentral.ts';
import { startRig } from '../journeys/full-page-rig.ts';
import type { Taken, Way } from '../journeys/full-page-rig.ts';
import { watchTasks } from './longest-task.ts';
import { median, reportBench, rounded } from './result.ts';
import type { BenchRow } from './result.ts';

const row = (at: number) =>
  `<p style="margin:0;height:39px;border-bottom:1px solid #ccd">Row ${at}: user${at * 7919}@example.com signed in with a security key.</p>`;
const pageOf = (height: number) =>
  `<!doctype html><html lang="en"><title>Bench</title><body style="margin:0;font:14px sans-serif">${Array.from({ length: height / 40 }, (_, at) => row(at)).join('')}`;

const many = `<!doctype html><title>Many</title><body>${'<i>x</i> '.repeat(50_000)}`;
const rig = await startRig((path) => (path === '/many' ? many : pageOf(Number(path.slice(1)))), {
  viewport: { width: 1440, height: 900 },
  args: ['--silent-debugger-extension-api'],
});

async function takeSome(height: number, rounds: number, way: Way): Promise<Taken[]> {
  const page = await rig.open(`/${height}`);
  const taken: Taken[] = [];
  for (let round = 0; round < rounds; round += 1) taken.push(await rig.take(page, way));
  await page.close();
  return taken;
}

const rows: BenchRow[] = [];
for (const [height, rounds] of [
  [8_000, 3],
  [30_000, 1],
] as const) {
  const stitched = await takeSome(height, rounds, 'takeFullPage');
  const atOnce = await takeSome(height, rounds, 'takeFullPageAtOnce');
  const tiles = stitched[0]?.tiles ?? 0;
  rows.push(
    {
      metric: `${height} px by scrolling, ${tiles} tiles`,
      unit: 'ms',
      ours: rounded(median(stitched.map(({ ms }) => ms))),
      peers: { bar: 550 * tiles + 1_000 },
    },
    {
      metric: `${height} px in one shot`,
      unit: 'ms',
      ours: rounded(median(atOnce.map(({ ms }) => ms))),
      peers: height === 8_000 ? { bar: 1_000 } : {},
    },
  );
}

for (const way of ['takeFullPage', 'takeFullPageAtOnce'] as const) {
  const page = await rig.open('/many');
  const longestTask = await watchTasks(page);
  // In one shot it is refused: remembering so many places would take longer than scrolling.
  await rig.take(page, way).catch(() => undefined);
  rows.push({
    metric: `longest task of a page with 50,000 elements, ${way}`,
    unit: 'ms',
    ours: rounded(await longestTask()),
    peers: {},
  });
  await page.close();
}

const work = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
const consoles = [
  await startFossil({ stateDir: join(work, 'fossil') }),
  await startMeshCentral({ stateDir: join(work, 'meshcentral') }),
];
// Without emulation, which the shot's own change of the window's height would end.
const small = await startRig(() => undefined, {
  viewport: null,
  args: ['--window-size=1280,600', '--silent-debugger-extension-api'],
});
const page = await small.browser.context.newPage();
for (const shown of consoles) {
  await shown.signIn(page);
  for (const { id } of shown.pages) {
    await shown.open(page, id);
    const stitched = await small.take(page, 'takeFullPage');
    const atOnce = await small.take(page, 'takeFullPageAtOnce');
    const { share, firstDifference } = await small.compare(stitched, atOnce);
    const folder = process.env['EXHIBIT_FULL_PAGES'];
    if (folder) small.save(folder, `${shown.name} ${id}`, stitched, atOnce);
    if (firstDifference !== '') console.log(`${shown.name} ${id}: first difference at ${firstDifference}`);
    rows.push({
      metric: `${shown.name} ${id}, ${stitched.width} x ${stitched.height}: equal in both ways`,
      unit: '%',
      ours: rounded(share * 100),
      peers: { bar: 99.9 },
    });
  }
  await shown.stop();
}
rmSync(work, { recursive: true, force: true, maxRetries: 5 });
const version = rig.browser.context.browser()?.version();
await rig.close();
await small.close();
reportBench('full-page', rows, `Chromium ${version ?? 'of unknown version'}`);
