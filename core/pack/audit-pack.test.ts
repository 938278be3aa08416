import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  makeWorkspaceSample,
  sampleExhibits,
  type WorkspaceSample,
} from '../../tests/fixtures/workspace-sample.ts';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import { defaultCriteria } from '../risks/criteria.ts';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import { bytesToBase64, sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { auditPackName } from './audit-pack-name.ts';
import { auditPack, type PackProgress } from './audit-pack.ts';
import { mostFiles } from './manifest.ts';
import { AuditPackError } from './pack-error.ts';
import * as Y from 'yjs';
import type { CheckedSignature } from '../signing/checked-signature.ts';
import { blankClause, clauseIds } from '../soa/clause-entry.ts';
import { freezeSoa } from '../soa/soa-version.ts';
import { readRegisterState } from '../workspace/register-state.ts';

const top = 'AuditPack_Muller-Sohne-GmbH_2026-05-04';
const packed = async (stream: ReadableStream<Uint8Array>): Promise<Bytes> =>
  new Uint8Array(await new Response(stream as ReadableStream<Bytes>).arrayBuffer());
const hashOf = async (sample: WorkspaceSample) => sha256Hex(await packed(auditPack(sample)));

async function failureOf(stream: ReadableStream<Uint8Array>): Promise<unknown> {
  try {
    const reader = stream.getReader();
    while (!(await reader.read()).done);
  } catch (error) {
    return error;
  }
  throw new Error('expected the stream to fail');
}

describe('auditPack', () => {
  it('has each exhibit once, however many controls it supports, under one top folder', async () => {
    const sample = await makeWorkspaceSample();
    const names = Object.keys(unzipSync(await packed(auditPack(sample))));
    const first = '04_Exhibits/EV-0001_conditional-access-policies-uberblick_2026-05-01';
    expect(names.slice(0, 11).map((name) => name.replace(`${top}/`, ''))).toEqual([
      '00_READ-ME.txt',
      '00_INDEX.csv',
      '00_INDEX.xlsx',
      '03_SoA/SoA.pdf',
      '03_SoA/SoA.xlsx',
      '03_SoA/SoA.json',
      `${first}/original.png`,
      `${first}/page.json`,
      `${first}/page.txt`,
      `${first}/ocr.json`,
      `${first}/record.json`,
    ]);
    expect(names).toHaveLength(6 + 3 * 5 + 8);
    expect(names.every((name) => /^[A-Za-z0-9._/-]+$/.test(name) && name.startsWith(`${top}/`))).toBe(true);
  });

  it('carries the originals byte for byte and records whose hash anybody can work out again', async () => {
    const sample = await makeWorkspaceSample();
    const files = unzipSync(await packed(auditPack(sample)));
    for (const record of sample.exhibits) {
      const hashes = await Promise.all(Object.values(files).map((bytes) => sha256Hex(bytes)));
      for (const file of record.files) expect(hashes).toContain(file.sha256);
      expect(hashes).toContain(await canonicalRecordSha256(record));
    }
  });

  it('lists the sum of every file but the list itself', async () => {
    const files = unzipSync(await packed(auditPack(await makeWorkspaceSample())));
    const list = strFromU8(files[`${top}/99_Integrity/SHA256SUMS`] ?? new Uint8Array());
    const lines = list.trimEnd().split('\n');
    expect(lines).toHaveLength(Object.keys(files).length - 1);
    for (const line of lines) {
      const [, sum = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      expect(await sha256Hex(files[`${top}/${path}`] ?? new Uint8Array())).toBe(sum);
    }
  });

  it('gives the same bytes for the same input, in any order and any time zone', async () => {
    const zone = process.env.TZ;
    onTestFinished(() => {
      process.env.TZ = zone;
      if (zone === undefined) delete process.env.TZ;
    });
    const sample = await makeWorkspaceSample();
    const hash = await hashOf(sample);
    process.env.TZ = 'Pacific/Auckland';
    const turned = {
      ...sample,
      entries: sample.entries.toReversed(),
      exhibits: sample.exhibits.toReversed(),
    };
    expect(await hashOf(turned)).toBe(hash);
    // 02:30 on this day is a local time that never was in Berlin.
    process.env.TZ = 'Europe/Berlin';
    const gap = { ...sample, generatedAt: '2026-03-29T02:30:00Z' };
    const inBerlin = await hashOf(gap);
    process.env.TZ = 'UTC';
    expect(await hashOf(gap)).toBe(inBerlin);
    expect(await hashOf({ ...sample, generatedAt: '2026-05-04T07:08:12.000Z' })).not.toBe(hash);
  });

  it('has the viewer that it was given, and two scripts with what the page shows', async () => {
    const hostile = '</script><script>alert(1)</script>\u2028';
    const sample = await makeWorkspaceSample(undefined, { 'A.5.1': { justification: hostile } });
    const viewer = textToBytes('<!doctype html>');
    const told: PackProgress[] = [];
    const onProgress = (progress: PackProgress) => told.push(progress);
    const manifests: string[] = [];
    const onManifest = (_: unknown, sha256: string) => manifests.push(sha256);
    const build = () => packed(auditPack({ ...sample, viewer, onProgress, onManifest }));
    const pack = await build();
    const files = unzipSync(pack);
    expect(Object.keys(files)).toHaveLength(5 + 3 * 5 + 9 + 3);
    expect(told.at(-1)?.doneFiles).toBe(told.at(-1)?.totalFiles);
    const text = (name: string) => strFromU8(files[`${top}/${name}`] ?? new Uint8Array());
    expect(text('00_VIEWER.html')).toBe('<!doctype html>');
    expect(text('00_READ-ME.txt')).toContain('00_VIEWER.html');
    const data = text('99_Integrity/viewer-data.js');
    expect(data).not.toMatch(/[<\u2028]/);
    const shown = JSON.parse(data.slice('exhibitPackListed = '.length, -2)) as [string, string][];
    for (const [path, content] of shown)
      expect(content === bytesToBase64(textToBytes(text(path))), path).toBe(true);
    const shownPaths = shown.map(([path]) => path);
    expect(shownPaths.filter((path) => path.endsWith('/record.json'))).toHaveLength(3);
    expect(shownPaths).toContain('03_SoA/SoA.json');
    const manifest = Uint8Array.from(files[`${top}/99_Integrity/manifest.json`] ?? []);
    expect(text('99_Integrity/viewer-manifest.js').includes(bytesToBase64(manifest))).toBe(true);
    expect(manifests).toEqual([await sha256Hex(manifest)]);
    expect(await sha256Hex(await build())).toBe(await sha256Hex(pack));
  });

  it('names nobody where names are left out, in records, rows, clauses and documents', async () => {
    const sample = await makeWorkspaceSample(undefined, {
      'A.5.15': {
        owner: 'Oona Owner',
        reviewer: 'Rita Reviewer',
        contested: { applicability: [], status: [{ value: 'planned', by: 'Cleo Claimant', at: '' }] },
      },
    });
    const clause = {
      clause: '4.1',
      status: 'unverified' as const,
      how: '',
      owner: 'Clara Clause',
      documents: [],
      exhibits: [],
      contested: { status: [] },
    };
    const frozen = await freezeSoa({
      isms: { organization: sample.organization, approver: 'Uwe Usual', scope: 'All that we sell' },
      number: 1,
      reason: 'Audit',
      approver: 'Frida Freezing',
      frozenBy: 'Fritz Freezer',
      frozenAt: sample.generatedAt,
      previous: '',
      entries: sample.entries.map((entry) => ({ ...entry, contested: { applicability: [], status: [] } })),
      clauses: clauseIds.map(blankClause),
      registers: readRegisterState(new Y.Doc()),
      exhibits: [],
    });
    if (!frozen.ok) throw new Error(frozen.error.kind);
    const approval: CheckedSignature = {
      contentSha256: frozen.value.sha256,
      member: 'Sina Signer',
      device: 'b'.repeat(64),
      signedAt: sample.generatedAt,
      fault: undefined,
      holder: { kind: 'member', member: 'Mia Member', label: '', removedAt: undefined },
      doubts: ['other-name'],
    };
    const version = { ...frozen.value, label: '1', approvals: [approval] };
    const input = { ...sample, approver: 'Anna Approver', clauses: [clause], version };
    const textOf = async (leftOut: readonly ('names' | 'texts')[]) => {
      const files = unzipSync(await packed(auditPack({ ...input, leftOut })));
      const workbooks = Object.entries(files).filter(([name]) => name.endsWith('.xlsx'));
      const sheets = workbooks.flatMap(([, bytes]) => Object.values(unzipSync(bytes)));
      return [...Object.values(files), ...sheets].map((bytes) => strFromU8(bytes)).join('\n');
    };
    const names = [
      'Oona Owner',
      'Rita Reviewer',
      'Cleo Claimant',
      'Clara Clause',
      'Zoë Müller',
      'Frida Freezing',
      'Fritz Freezer',
      'Uwe Usual',
      'Sina Signer',
      'Mia Member',
    ];
    const whole = await textOf([]);
    for (const name of names) expect(whole).toContain(name);
    const unnamed = await textOf(['names']);
    for (const name of [...names, 'Anna Approver']) expect(unnamed).not.toContain(name);
  });

  it('works without exhibits', async () => {
    const files = unzipSync(await packed(auditPack(await makeWorkspaceSample([]))));
    expect(Object.keys(files)).toHaveLength(14);
    expect(strFromU8(files[`${top}/00_READ-ME.txt`] ?? new Uint8Array())).toContain('Exhibits       0');
  });

  it('has the risk register where there is one, all of it', async () => {
    const sample = await makeWorkspaceSample([]);
    const registers = {
      risks: [makeRisk({ plan: 'keys for all' })],
      criteria: defaultCriteria,
      asset: [],
      supplier: [],
      obligation: [],
      customControls: [],
    };
    const last: PackProgress[] = [];
    const onProgress = (progress: PackProgress) => last.push(progress);
    const files = unzipSync(await packed(auditPack({ ...sample, registers, onProgress })));
    expect(Object.keys(files)).toHaveLength(18);
    expect(last.at(-1)).toMatchObject({ doneFiles: 18, totalFiles: 18 });
    const text = (name: string) => strFromU8(files[`${top}/${name}`] ?? new Uint8Array());
    expect(text('02_Risk/Risk-register.csv')).toContain('keys for all');
    expect(JSON.parse(text('02_Risk/Risk-register.json'))).toMatchObject({
      format: 'exhibit-risks/1',
      criteria: { version: 1 },
      risks: [{ reference: 'R-1', plan: 'keys for all' }],
    });
    expect(text('00_READ-ME.txt')).toContain('1 risks with criteria');
    expect(text('99_Integrity/SHA256SUMS')).toContain('02_Risk/Risk-register.xlsx');
    const empty = { ...registers, risks: [] };
    expect(Object.keys(unzipSync(await packed(auditPack({ ...sample, registers: empty }))))).toHaveLength(14);
  });

  it('takes blobs as well as bytes', async () => {
    const sample = await makeWorkspaceSample();
    const readFile = async (sha256: string) => new Blob([(await sample.readFile(sha256)) ?? '']);
    expect(await sha256Hex(await packed(auditPack({ ...sample, readFile })))).toBe(await hashOf(sample));
  });

  it('stops at a stored byte that flipped, and says where', async () => {
    const sample = await makeWorkspaceSample();
    const file = sample.exhibits[1]?.files[0];
    const bytes = sample.files.get(file?.sha256 ?? '');
    if (!file || !bytes) throw new Error('the sample has a second exhibit with a picture');
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    const error = await failureOf(auditPack(sample));
    expect(error).toBeInstanceOf(AuditPackError);
    expect(error).toMatchObject({
      kind: 'file-changed',
      evidence: 'EV-0002',
      file: 'original.png',
      exhibitId: sample.exhibits[1]?.id,
    });
    expect(String(error)).toContain(
      'EV-0002: the file original.png no longer matches the hash in its record',
    );
  });

  it('stops at a file that is missing', async () => {
    const sample = await makeWorkspaceSample();
    sample.files.delete(sample.exhibits[2]?.files[3]?.sha256 ?? '');
    expect(await failureOf(auditPack(sample))).toMatchObject({
      kind: 'file-missing',
      evidence: 'EV-0003',
      file: 'ocr.json',
    });
  });

  it('stops when the storage fails, and keeps its reason', async () => {
    const sample = await makeWorkspaceSample();
    const cause = new Error('disk');
    const readFile = () => Promise.reject(cause);
    expect(await failureOf(auditPack({ ...sample, readFile }))).toMatchObject({
      kind: 'file-unreadable',
      cause,
    });
  });

  it('stops with the reason of the signal', async () => {
    const sample = await makeWorkspaceSample();
    const abort = new AbortController();
    const reason = new Error('the person pressed cancel');
    const onProgress = ({ doneFiles }: PackProgress) => {
      if (doneFiles === 9) abort.abort(reason);
    };
    expect(await failureOf(auditPack({ ...sample, onProgress, signal: abort.signal }))).toBe(reason);
  });

  it('reads no further once it was cancelled', async () => {
    const sample = await makeWorkspaceSample();
    let reads = 0;
    const readFile = (sha256: string) => {
      reads += 1;
      return sample.readFile(sha256);
    };
    const reader = auditPack({ ...sample, readFile }).getReader();
    while (reads === 0) await reader.read();
    await reader.cancel('enough');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(reads).toBeLessThanOrEqual(2);
  });

  it('reads one file at a time, and only as fast as the pack is read', async () => {
    const sample = await makeWorkspaceSample();
    let reading = 0;
    let most = 0;
    let started = 0;
    const readFile = async (sha256: string) => {
      started += 1;
      most = Math.max(most, (reading += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      reading -= 1;
      return sample.readFile(sha256);
    };
    const stream = auditPack({ ...sample, readFile });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(started).toBe(0);
    await packed(stream);
    expect({ most, started }).toEqual({ most: 1, started: 12 });
  });

  it('tells its progress up to the end', async () => {
    const sample = await makeWorkspaceSample();
    const told: PackProgress[] = [];
    await packed(auditPack({ ...sample, onProgress: (progress) => told.push(progress) }));
    const last = told.at(-1);
    expect(told).toHaveLength(29);
    expect(last?.doneFiles).toBe(last?.totalFiles);
    expect(last?.doneBytes).toBe(last?.totalBytes);
  });

  it('refuses more files than the archive can count', async () => {
    const sample = await makeWorkspaceSample(sampleExhibits.slice(0, 1));
    const [record] = sample.exhibits;
    if (!record) throw new Error('the sample has an exhibit');
    const exhibits = Array.from({ length: Math.ceil(mostFiles / 5) }, (_, at) => ({
      ...record,
      id: `01970000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
    }));
    expect(await failureOf(auditPack({ ...sample, exhibits }))).toMatchObject({ kind: 'too-many-files' });
  });

  it('has a name without anything that a file system refuses', () => {
    const name = (organization: string) =>
      auditPackName({ organization, generatedAt: '2026-05-04T23:59:00-05:00' });
    expect(name('a/b\\c:*?')).toBe('AuditPack_a-b-c_2026-05-05');
    expect(name('株式会社')).toBe('AuditPack_organization_2026-05-05');
  });
});
