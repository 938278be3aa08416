/**
 * The commands of VERIFY.txt, taken from the pack and run as they stand in a plain shell with stock tools, now and years later. Needs
 * Debian's coreutils, openssl, openssh-client, unzip and faketime.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import { treeRoot } from '#core/merkle/tree.ts';
import { auditPack } from '#core/pack/audit-pack.ts';
import { askAuthorities } from '#core/timestamp/ask-authorities.ts';
import { bytesSource } from '#core/verify/byte-source.ts';
import type { Known } from '#core/verify/verification.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import { signStatement } from '#core/signing/statement.ts';
import { bytesToHex, hexToBytes, sha256Hex, textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { makeSealing } from '../fixtures/sealing.ts';
import { startStampAuthority, type StampAuthority } from '../fixtures/stamp-authority.ts';
import { startSecondVerifier } from '../fixtures/compare-verifiers.ts';
import { filesOf, streamBytes, withSums, zipOf } from '../fixtures/pack-files.ts';
import { commandsOf } from '../fixtures/verify-commands.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';

const run = promisify(execFile);
const { signal } = new AbortController();
const exchange = {
  send: sendStampRequest,
  random: () => crypto.getRandomValues(new Uint8Array(16)),
  signal,
};

let folder: string;
let top: string;
let authority: StampAuthority;
let pack: Bytes;
let customers: Bytes;
let blanked: Bytes;
let sampled: Bytes;
let root: string;
let known: Known;
let commands: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-by-hand-'));
  authority = await startStampAuthority({ days: 30 });
  const sample = { ...(await makeWorkspaceSample()), generatedAt: new Date().toISOString() };
  const sealing = await makeSealing(sample.exhibits);
  const stamp = async (data: Bytes) => {
    const asked = await askAuthorities(
      [{ name: 'test', url: authority.url, roots: [authority.root] }],
      data,
      exchange,
    );
    if (!asked.ok) throw new Error('the authority stamps');
    return asked.value;
  };
  const line = sealing.logs[sealing.camera.fingerprint]?.at(-1) ?? '';
  const sealStamps = [{ ...(await stamp(textToBytes(line))), line }];
  const wish = { kind: 'management-review', subject: '1', remark: '"device":"x"', member: 'Alice' } as const;
  const content = { heldOn: '2026-04-20', decisions: 'Budget' };
  const signed = await signStatement(sealing.signer, { ...wish, content }, new Date());
  const statements = [{ line: signed, content }];
  pack = await streamBytes(auditPack({ ...sample, sealing: { ...sealing, stamp, sealStamps, statements } }));
  const leaves = await Promise.all(sample.exhibits.map(canonicalRecordSha256));
  root = bytesToHex(await treeRoot(leaves.map(hexToBytes)));
  const audited = { root, leaves, manifestSha256: 'd'.repeat(64), generatedAt: sample.generatedAt };
  const chosen = sample.exhibits.slice(1).map(({ id }) => id);
  const choice = { kind: 'selection', exhibits: chosen, audited } as const;
  customers = await streamBytes(auditPack({ ...sample, sealing, choice }));
  blanked = await streamBytes(auditPack({ ...sample, sealing, choice, leftOut: ['names'] }));
  sampled = await streamBytes(
    auditPack({ ...sample, sealing, choice: { kind: 'sample', size: 2, seed: 'dice "3\\1" 6' } }),
  );
  known = { devices: [sealing.signer.fingerprint], heads: [], stampRoots: [authority.root], now: new Date() };
  top = await unpacked(pack, 'whole');
  commands = await commandsIn(top);
});

/** The top folder of the pack, unpacked by unzip. */
async function unpacked(bytes: Bytes, name: string): Promise<string> {
  const at = join(folder, name);
  await mkdir(at);
  await writeFile(join(at, 'pack.zip'), bytes);
  await run('unzip', ['-q', 'pack.zip'], { cwd: at });
  const [top = ''] = (await readdir(at)).filter((each) => each.startsWith('AuditPack_'));
  return join(at, top);
}

const commandsIn = async (folderOfPack: string): Promise<string[]> =>
  commandsOf(await readFile(join(folderOfPack, '99_Integrity/VERIFY.txt'), 'utf8'));

afterAll(async () => {
  await authority?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Standard output and error of a command in the pack's folder; rejects when it ends with an error. */
async function shell(command: string, at?: string, cwd = top): Promise<string> {
  const program = at === undefined ? 'sh' : 'faketime';
  const { stdout, stderr } = await run(program, [...(at === undefined ? [] : [at, 'sh']), '-c', command], {
    cwd,
  });
  return stdout + stderr;
}
const commandWith = (part: string): string => {
  const found = commands.find((command) => command.includes(part));
  if (found === undefined) throw new Error(`VERIFY.txt has no command with ${part}`);
  return found;
};

describe.each([
  ['today', undefined],
  ['two years later, when the authority’s certificate has expired', '+2 years'],
])('VERIFY.txt, %s', (_, at) => {
  it('has commands that all end well', async () => {
    expect(commands).toHaveLength(11);
    for (const command of commands) await shell(command, at);
  });

  it('shows what it promises', async () => {
    expect(await shell(commandWith('sha256sum -c'), at)).not.toContain('FAILED');
    expect(await shell(commandWith('openssl dgst'), at)).toContain('Verified OK');
    expect(await shell(commandWith('ssh-keygen'), at)).toMatch(
      /^Good "exhibit-pack" signature for exhibit with ECDSA key/,
    );
    expect(await shell(commandWith('openssl ts -verify'), at)).toContain('Verification: OK');
    expect(await shell(commandWith('openssl pkey'), at)).toContain(known.devices[0] ?? 'a fingerprint');
    expect(await shell(commandWith('crl2pkcs7'), at)).toContain('CN = Test Root');
    const seals = await shell(commandWith('seals/*.txt'), at);
    expect(seals.match(/Verified OK/g)).toHaveLength(3);
    expect(seals.trim().split('\n')).toHaveLength(3);
    const stamps = await shell(commandWith('seal-stamps/*.tsr'), at);
    expect(stamps.match(/Verification: OK/g)).toHaveLength(1);
    expect(stamps).not.toContain('FAILED');
    expect(await shell(commandWith('statements.txt'), at)).toBe('Verified OK\n');
    expect(await shell(commandWith('statements/*.json'), at)).toMatch(
      /^99_Integrity\/statements\/\S+: OK\n$/,
    );
  });
});

it('needs the -attime that it prints: without it the stamp fails once the certificate has expired', async () => {
  const without = commandWith('openssl ts -verify').replace(/ -attime .*/, '');
  expect(await shell(without)).toContain('Verification: OK');
  await expect(shell(without, '+2 years')).rejects.toThrow(/certificate has expired/);
});

it('fails by hand where a file, the manifest, a seal, its stamp or a statement was altered', async () => {
  const flip = async (path: string, at: number) => {
    const bytes = await readFile(join(top, path));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(join(top, path), bytes);
  };
  const altered = async (path: string, at: number, command: string) => {
    await flip(path, at);
    const failed = await shell(command).then(
      (said) => said,
      () => 'failed',
    );
    await flip(path, at);
    return failed;
  };
  const statements = await altered('99_Integrity/statements.txt', 130, commandWith('statements.txt'));
  expect(statements).toMatch(/Verification failure|failed/);
  const [stamped = ''] = (await readdir(join(top, '99_Integrity/seal-stamps'))).filter((each) =>
    each.endsWith('.txt'),
  );
  const stampPath = `99_Integrity/seal-stamps/${stamped}`;
  expect(await altered(stampPath, 130, commandWith('seal-stamps/*.tsr'))).toContain('FAILED');
  expect(await altered('03_SoA/SoA.json', 20, commandWith('sha256sum -c'))).toBe('failed');
  expect(await altered('99_Integrity/manifest.json', 20, commandWith('openssl dgst'))).toBe('failed');
  expect(await altered('99_Integrity/manifest.json', 20, commandWith('ssh-keygen'))).toBe('failed');
  expect(await altered('99_Integrity/manifest.sig', 20, commandWith('openssl ts -verify'))).toBe('failed');
  const [log = ''] = await readdir(join(top, '99_Integrity/seals'));
  expect(await altered(`99_Integrity/seals/${log}`, 130, commandWith('seals/*.txt'))).toContain(
    'Verification failure',
  );
});

it('follows proofs to the audited root by hand, and fails where a record is another one', async () => {
  for (const [bytes, name] of [
    [customers, 'customers'],
    [blanked, 'blanked'],
  ] as const) {
    const at = await unpacked(bytes, name);
    const command = (await commandsIn(at)).find((each) => each.includes('proof.txt')) ?? '';
    expect(command).toContain(root);
    expect((await shell(command, undefined, at)).match(/proof\.txt: OK\n/g)).toHaveLength(2);
    const [folderName = ''] = await readdir(join(at, '04_Exhibits'));
    const victim = join(at, '04_Exhibits', folderName, name === 'blanked' ? 'proof.txt' : 'record.json');
    const before = await readFile(victim);
    before[100] = before[100] === 0x61 ? 0x62 : 0x61;
    await writeFile(victim, before);
    expect((await shell(command, undefined, at)).match(/proof\.txt: FAILED\n/g)).toHaveLength(1);
  }
});

it('prints the population of a sample as the sample names it', async () => {
  const at = await unpacked(sampled, 'sampled');
  const commandOf = async (part: string) => (await commandsIn(at)).find((each) => each.includes(part)) ?? '';
  const sample = JSON.parse(await readFile(join(at, '07_Populations-Samples/sample.json'), 'utf8')) as {
    rows: number[];
  };
  const hash = (await shell(await commandOf('paste'), undefined, at)).slice(0, 64);
  expect(sample).toMatchObject({ seed: 'dice "3\\1" 6', populationSha256: hash });
  const order = (await shell(await commandOf('sort'), undefined, at)).trim().split('\n');
  expect(order).toHaveLength(3);
  // All are of one theme but one, which no other stands before: it and the first of the others have rank 0.
  const rows = order.map((line) => line.split(' ', 2)[1]);
  const themes = order.map((line) => /"theme":"(\w+)"/.exec(line)?.[1]);
  const firsts = rows.filter((_, at) => themes.indexOf(themes[at]) === at);
  expect(sample.rows.map(String)).toEqual(
    [...firsts, ...rows.filter((row) => !firsts.includes(row))].slice(0, 2),
  );
});

it('means the same to the second verifier, with a trusted authority, a strange one, and a token of another pack', async () => {
  const strange = await startStampAuthority();
  onTestFinished(() => strange.close());
  const files = filesOf(pack);
  const { url, root } = strange;
  const other = await askAuthorities([{ name: 'strange', url, roots: [root] }], new Uint8Array(9), exchange);
  if (!other.ok) throw new Error('the strange authority stamps as well');
  const foreign = await withSums(
    files.map((file) => (file.path.endsWith('.tsr') ? { ...file, bytes: other.value.response } : file)),
  );
  const generatedAt = JSON.parse(await readFile(join(top, '99_Integrity/manifest.json'), 'utf8'))
    .generatedAt as string;
  const cases: [bytes: Bytes, roots: StampAuthority, good: boolean][] = [
    [pack, authority, true],
    [customers, authority, true],
    [sampled, authority, true],
    [pack, strange, false],
    [await zipOf(foreign, generatedAt), authority, false],
  ];
  const second = await startSecondVerifier();
  onTestFinished(() => second.close());
  for (const [bytes, { rootFile, root: trusted }, good] of cases) {
    const reader = { ...known, lost: [], auditedRoots: [], stampRoots: [trusted], rootFile };
    expect(await second.verify(bytes, reader, known.now.toISOString())).toMatchObject({ ok: good });
    expect((await verifyPack(bytesSource(bytes), reader)).ok).toBe(good);
  }
});

it('is a pack in which our own verifier finds nothing wrong, and whose authority it knows', async () => {
  const report = await verifyPack(bytesSource(pack), known);
  expect(report.faults).toEqual([]);
  expect(report.stamp).toMatchObject({ authority: 'Test Stamps', known: true });
  expect(report.sealStamps).toMatchObject([{ authority: 'Test Stamps', known: true, sequence: 3 }]);
  const rootHash = await sha256Hex(authority.root);
  expect(report.stamp?.root).toBe(rootHash);
  // Whoever has only the certificate's fingerprint is told the same, and a wrong one is refused.
  const byHash = { ...known, stampRoots: [], stampRootHashes: [rootHash] };
  expect(await verifyPack(bytesSource(pack), byHash)).toEqual(report);
  const strange = await verifyPack(bytesSource(pack), { ...byHash, stampRootHashes: ['0'.repeat(64)] });
  expect(strange.faults.filter(({ kind }) => kind === 'bad-timestamp')).toHaveLength(2);
  const audited = await verifyPack(bytesSource(customers), { ...known, auditedRoots: [root] });
  expect(audited).toMatchObject({ ok: true, exhibits: 2, audited: { root, known: true } });
  const otherRoot = { ...known, auditedRoots: ['0'.repeat(64)] };
  expect((await verifyPack(bytesSource(customers), otherRoot)).faults).toMatchObject([{ kind: 'bad-proof' }]);
  const later = await verifyPack(bytesSource(pack), {
    ...known,
    now: new Date(Date.now() + 3 * 365 * 86_400_000),
  });
  expect(later.ok).toBe(true);
});
