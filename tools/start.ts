/** `npm start`: builds extension and app, serves the app on loopback and, where there is a screen, opens both in a browser. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { findChromium } from '../tests/browser/chromium.ts';
import { runCommand } from './run-command.ts';
import { serveFolder } from './static-server.ts';
import type { StaticServer } from './static-server.ts';

const extensionDir = resolve('.output/chrome-mv3');
const appDir = resolve('app/dist');
/** One profile for all runs, so that clips and workspace are there again the next time. */
const profileDir = resolve('.output/start-profile');
const preferredPort = 4173;

async function build(): Promise<boolean> {
  console.log('Building the extension and the app ...');
  const steps = [
    ['wxt', 'build'],
    ['vite', 'build', '--config', 'app/vite.config.ts'],
  ] as const;
  for (const [command, ...args] of steps) {
    const { ok, seconds, output } = await runCommand(command, args);
    console.log(`${ok ? 'built ' : 'FAILED'} ${seconds.toFixed(1)} s  ${command} ${args.join(' ')}`);
    if (!ok) {
      console.error(output);
      return false;
    }
  }
  return true;
}

/** The usual port, so that the workspace keeps its address and with it its storage; any free one when it is taken. */
async function serve(): Promise<StaticServer> {
  try {
    return await serveFolder({ dir: appDir, port: preferredPort });
  } catch {
    const server = await serveFolder({ dir: appDir });
    console.log(
      `Port ${preferredPort} is taken. This address has a storage of its own, apart from that of port ${preferredPort}.`,
    );
    return server;
  }
}

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

function openBrowser(executable: string, url: string): void {
  const asRoot = process.getuid?.() === 0;
  const args = [
    `--user-data-dir=${profileDir}`,
    `--load-extension=${extensionDir}`,
    '--no-first-run',
    // Chromium's sandbox cannot start for root.
    ...(asRoot ? ['--no-sandbox'] : []),
    url,
  ];
  const browser = spawn(executable, args, { stdio: 'ignore' });
  browser.on('error', (error) => console.error(`The browser did not start: ${error.message}`));
  browser.on('exit', () => console.log('The browser was closed. The app is still served; Ctrl+C ends it.'));
}

function explainByHand(url: string): void {
  console.log(`
No browser with a display was found here, so open both by hand:
  1. In Chromium, Chrome or Edge open chrome://extensions, switch on "Developer mode",
     press "Load unpacked" and choose ${extensionDir}
  2. Open ${url} in a tab of the same browser.
  3. Press the Exhibit button in the toolbar on that tab to pair, then on any console page to clip it.`);
}

async function start(): Promise<void> {
  if (!(await build())) {
    process.exitCode = 1;
    return;
  }
  const { url } = await serve();
  console.log(`The app is served at ${url} (this machine only). Ctrl+C ends it.`);
  const executable = findChromium();
  if (executable && hasDisplay()) {
    openBrowser(executable, url);
    console.log(
      `Opened ${executable} with the extension. Press its toolbar button on the app's tab to pair the two.`,
    );
  } else {
    explainByHand(url);
  }
}

await start();
