/** The same pack, and the same viewer in it, wherever it is made: byte for byte, in other time zones and languages. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const machines = [
  { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', locale: /^ar-EG/ },
  { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', locale: /^tr-TR/ },
  { TZ: 'UTC', LANG: 'C', locale: /^en/ },
];

it('is made of the same bytes on three machines', { timeout: 400_000 }, async () => {
  const made: { pack: string; viewer: string }[] = [];
  for (const { TZ, LANG, locale } of machines) {
    const { stdout } = await run(
      process.execPath,
      ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', 'tests/fixtures/pack-hash.ts'],
      { cwd: root, env: { ...process.env, TZ, LANG, LC_ALL: LANG, LANGUAGE: '' } },
    );
    const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as (typeof made)[number] & {
      locale: string;
      timeZone: string;
    };
    // The machines are as different as they are meant to be.
    expect(said.timeZone).toBe(TZ);
    expect(said.locale).toMatch(locale);
    made.push({ pack: said.pack, viewer: said.viewer });
  }
  const [first] = made;
  expect(first?.pack).toMatch(/^[0-9a-f]{64}$/);
  for (const other of made) expect(other).toEqual(first);
});
