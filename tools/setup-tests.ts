import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, findProgram } from '../tests/browser/chromium.ts';
import { findFirefox } from '../tests/browser/firefox.ts';
import { installNatsServer } from './install-nats-server.ts';
import { findNatsServer } from './relay/server.ts';

/** What the tests need from the machine: a Debian package, what it is for, and how to see that it is there. */
interface Need {
  package: string;
  purpose: string;
  present: () => boolean;
  /** Where the machine's own package would not do; returns what went wrong, or nothing. */
  install?: () => string | undefined;
}

const program = (name: string) => (): boolean => findProgram(name) !== undefined;
const oneOf =
  (...paths: string[]) =>
  (): boolean =>
    paths.some((path) => existsSync(path));

const needs: readonly Need[] = [
  {
    package: 'chromium',
    purpose: 'the browser that loads the extension',
    present: () => findChromium() !== undefined,
  },
  {
    package: 'firefox-esr',
    purpose: 'the other browser that opens the viewer of a pack',
    present: () => findFirefox() !== undefined,
  },
  {
    package: 'fonts-liberation',
    purpose: 'letters for the browser: without a font pages are empty boxes',
    present: oneOf('/usr/share/fonts/truetype/liberation', '/usr/share/fonts/truetype/liberation2'),
  },
  {
    package: 'xvfb',
    purpose: 'a screen for shortcut, context menu and permission prompt',
    present: program('Xvfb'),
  },
  { package: 'xdotool', purpose: 'real mouse and keyboard on that screen', present: program('xdotool') },
  { package: 'fossil', purpose: 'a real console to clip', present: program('fossil') },
  {
    package: 'cockpit-ws',
    purpose: 'a real console to clip',
    present: oneOf('/usr/lib/cockpit/cockpit-ws', '/usr/libexec/cockpit-ws'),
  },
  {
    package: 'cockpit-bridge',
    purpose: 'the part of that console that reads the host',
    present: program('cockpit-bridge'),
  },
  {
    package: 'cockpit-system',
    purpose: 'the pages of that console',
    present: oneOf('/usr/share/cockpit/systemd', '/usr/share/cockpit/users'),
  },
  { package: 'dbus', purpose: 'the message bus that console talks to', present: program('dbus-daemon') },
  {
    package: 'libreoffice-calc',
    purpose: 'opens the exported XLSX, independent of us',
    present: oneOf('/usr/lib/libreoffice/program/soffice.bin', '/usr/lib64/libreoffice/program/soffice.bin'),
  },
  {
    package: 'libreoffice-writer',
    purpose: 'opens the exported DOCX, independent of us',
    present: oneOf('/usr/lib/libreoffice/program/libswlo.so', '/usr/lib64/libreoffice/program/libswlo.so'),
  },
  {
    package: 'poppler-utils',
    purpose: 'reads the exported PDF, independent of us',
    present: program('pdftotext'),
  },
  {
    package: 'openssl',
    purpose: 'checks seals and plays the timestamp authority, independent of us',
    present: program('openssl'),
  },
  { package: 'openssh-client', purpose: 'checks packs, independent of us', present: program('ssh-keygen') },
  { package: 'python3', purpose: 'the second verifier of packs', present: program('python3') },
  {
    package: 'faketime',
    purpose: 'another day: a pack must verify when a certificate has expired',
    present: program('faketime'),
  },
  {
    package: 'nats-server',
    purpose: 'the relay, 2.10 or newer',
    present: () => {
      try {
        findNatsServer();
        return true;
      } catch {
        return false;
      }
    },
    install: installNatsServer,
  },
];

const installCommand = (packages: readonly string[]): string[] => [
  'apt-get',
  'install',
  '-y',
  '--no-install-recommends',
  ...packages,
];

/** Installs what is missing where it can. Returns the exit code: 0 only when everything the tests need is there. */
function setUp(): number {
  const missing = needs.filter((need) => !need.present());
  if (missing.length === 0) {
    console.log(`The tests have the ${needs.length} programs they need from this machine.`);
    return 0;
  }
  console.log('The tests need programs that this machine does not have:');
  for (const need of missing) console.log(`  ${need.package}: ${need.purpose}`);
  const packages = missing.filter((need) => need.install === undefined).map((need) => need.package);
  if (!findProgram('apt-get')) {
    console.error(
      'There is no apt-get here. Install them with the package manager of this system (the names are Debian’s).',
    );
    console.error(
      'A Chromium or Chrome in an unusual place is named by the environment variable EXHIBIT_CHROMIUM.',
    );
    return 1;
  }
  if (process.getuid?.() !== 0) {
    console.error('Installing needs an administrator. Run this, then the tests again:');
    console.error(`  sudo apt-get update && sudo ${installCommand(packages).join(' ')}`);
    return 1;
  }
  return install(packages, missing);
}

function install(packages: readonly string[], missing: readonly Need[]): number {
  console.log(`Installing with apt-get: ${missing.map((need) => need.package).join(' ')} (a few minutes).`);
  const commands = packages.length === 0 ? [] : [['apt-get', 'update', '-q'], installCommand(packages)];
  for (const [command, ...args] of commands) {
    const result = spawnSync(command ?? '', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    // A failing update may be one broken source among several: whether it matters shows at the installation.
    if (result.status !== 0 && args[0] === 'install') {
      console.error(`${result.stdout}\n${result.stderr}\napt-get could not install what is missing.`);
      return 1;
    }
  }
  for (const need of missing) {
    const problem = need.install?.();
    if (problem) console.error(problem);
  }
  const still = needs.filter((need) => !need.present()).map((need) => need.package);
  if (still.length === 0) {
    console.log('Installed. The tests have what they need.');
    return 0;
  }
  console.error(`Installed, but still not found: ${still.join(', ')}.`);
  if (still.includes('chromium')) {
    console.error(
      'Where the package is only a snap, install Chromium or Chrome by hand and set EXHIBIT_CHROMIUM.',
    );
  }
  return 1;
}

try {
  process.exitCode = setUp();
} catch (error) {
  // The one thing that throws is a wrong EXHIBIT_CHROMIUM; the sentence says it all.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
