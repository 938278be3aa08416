import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const candidates = [
  '/usr/bin/chromium',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of the Chromium that tests, `npm start` and the demo use: EXHIBIT_CHROMIUM if set, else the first one found in
 * the usual places. `undefined` when there is none. Throws when EXHIBIT_CHROMIUM names no program, instead of quietly
 * taking another one.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['EXHIBIT_CHROMIUM'];
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`EXHIBIT_CHROMIUM is ${named}, which is no program that can be run.`);
  }
  for (const candidate of candidates) {
    const found = findProgram(candidate, env);
    if (found) return found;
  }
  return undefined;
}

/** The absolute path of a program given by name (looked up in PATH) or by path, or `undefined`. */
export function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (isAbsolute(name)) return isProgram(name) ? name : undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What playwright switches off: a second switch of that name replaces its own. */
const offByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** The parts of Chromium's own window that are web pages. */
const ownPages = [
  'InitialWebUI',
  'PreloadTopChromeWebUI',
  'WebUILocationBar',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
  'WebUIReloadButton',
  'WebUIToolbar',
];

/**
 * Without a window nobody sees Chromium's own toolbar, which is a page in a renderer of its own and takes 1.8 of the 3.2 seconds of CPU
 * that a start needs.
 */
export const withoutToolbar = `--disable-features=${[...offByPlaywright, ...ownPages].join(',')}`;
