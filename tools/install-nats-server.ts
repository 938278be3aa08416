/** Puts a nats-server into /usr/local/bin that is new enough for the relay, out of a newer Debian than the machine's own where needed. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Its package needs nothing but a libc that Debian 12 has too. */
const suite = 'trixie';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const target = '/usr/local/bin/nats-server';

/** Where this machine gets Debian's packages from. */
function debianArchive(): string | undefined {
  const format = '$(ORIGIN) $(REPO_URI)';
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', format, 'Created-By: Packages'], {
    encoding: 'utf8',
  });
  const own = /^Debian (\S*\/debian\/?)$/m.exec(stdout);
  return own?.[1];
}

/** Returns what went wrong, or nothing. The machine's own package sources stay as they are. */
export function installNatsServer(): string | undefined {
  // Where a package comes from is known only once the lists are there.
  const archive = debianArchive() ?? (spawnSync('apt-get', ['update', '-q']), debianArchive());
  if (archive === undefined)
    return 'This is no Debian: install nats-server 2.10 or newer by hand, or name it by EXHIBIT_NATS_SERVER.';
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-nats-'));
  try {
    const sources = join(folder, 'suite.sources');
    writeFileSync(
      sources,
      `Types: deb\nURIs: ${archive}\nSuites: ${suite}\nComponents: main\nSigned-By: ${keyring}\n`,
    );
    for (const name of ['lists', 'cache']) mkdirSync(join(folder, name));
    const options = [
      `Dir::Etc::sourcelist=${sources}`,
      'Dir::Etc::sourceparts=-',
      `Dir::State::lists=${join(folder, 'lists')}`,
      `Dir::Cache=${join(folder, 'cache')}`,
      // Descriptions and icons of programs for software centres: several megabytes that nobody reads here.
      'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
      // The downloading user cannot write into this folder.
      'APT::Sandbox::User=root',
    ].flatMap((option) => ['-o', option]);
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-q', ...options, ...args], { cwd: folder, encoding: 'utf8' });
    apt('update');
    const downloaded = apt('download', 'nats-server');
    const file = readdirSync(folder).find((name) => name.endsWith('.deb'));
    if (file === undefined) return `nats-server could not be downloaded: ${downloaded.stderr}`;
    const unpacked = spawnSync('dpkg', ['-x', file, 'unpacked'], { cwd: folder, encoding: 'utf8' });
    if (unpacked.status !== 0) return unpacked.stderr;
    copyFileSync(join(folder, 'unpacked', 'usr', 'sbin', 'nats-server'), target);
    chmodSync(target, 0o755);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
