import { unzlibSync } from 'fflate';
import * as v from 'valibot';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { isCustomId } from '../catalogue/control.ts';
import { findControl } from '../catalogue/find-control.ts';
import { exhibitRecordSchema } from '../evidence/exhibit.ts';
import { imageSize } from '../files/image-size.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { compareSoa } from '../soa/compare-soa.ts';
import { frozenEntry, isIntact, labelledVersions } from '../soa/soa-version.ts';
import { lintSoa } from '../soa/linter.ts';
import { readRegister } from '../workspace/registers.ts';
import { readRisks } from '../workspace/risks.ts';
import { readVersions } from '../workspace/soa-versions.ts';
import { readLinks, readSoa } from '../workspace/workspace.ts';
import { makeSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts';

// The whole company is made anew in one of them.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let sample: SampleWorkspace;
let doc: Y.Doc;

beforeAll(async () => {
  sample = await makeSampleWorkspace();
  doc = new Y.Doc();
  Y.applyUpdate(doc, sample.update);
});

describe('the sample workspace', () => {
  it('has 93 decided rows, each implemented in words of its own', () => {
    const rows = readSoa(doc);
    expect(rows.filter(({ applicability }) => applicability === 'undecided')).toEqual([]);
    const included = rows.filter(({ applicability }) => applicability !== 'not-applicable');
    const texts = included.map(({ implementation }) => implementation);
    expect(new Set(texts).size).toBe(included.length);
    expect(texts.filter((text) => text.length < 60)).toEqual([]);
    expect(rows.every(({ justification, owner }) => justification.length > 60 && owner !== '')).toBe(true);
    expect(new Set(rows.map(({ status }) => status)).size).toBe(5);
  });

  it('has 25 risks with owners and scores, and registers from which reasons derive', () => {
    const risks = readRisks(doc);
    expect(risks).toHaveLength(25);
    expect(
      risks.every(({ owner, residual, inherent }) => owner && residual.likelihood && inherent.likelihood),
    ).toBe(true);
    expect(readRegister(doc, 'asset').length).toBeGreaterThan(8);
    expect(readRegister(doc, 'supplier').length).toBeGreaterThan(4);
    expect(readRegister(doc, 'obligation').length).toBeGreaterThan(4);
    expect(
      readSoa(doc).filter(({ derivedReasons }) => derivedReasons.includes('legal')).length,
    ).toBeGreaterThan(5);
  });

  it('has custom controls with evidence and risks, of which an auditor would only ask for the plan', () => {
    const rows = readSoa(doc).filter(({ custom }) => custom);
    expect(rows.map(({ custom }) => custom?.reference)).toEqual(['C.1', 'CLD.6.3.1', 'PCI-6.4.3']);
    expect(
      rows.every(({ exhibits, justification, owner }) => exhibits.length && justification && owner),
    ).toBe(true);
    expect(rows.map(({ risks }) => risks.length)).toEqual([2, 1, 0]);
    expect(rows[0]?.derivedReasons).toEqual(['contractual', 'risk']);
    const newestEvidence = new Map(rows.map(({ control }) => [control as string, '2026-10-01T00:00:00Z']));
    expect(lintSoa(rows, { today: '2026-11-03', newestEvidence })).toEqual([]);
  });

  it('has forty exhibits with pictures that are pictures, each under its hash and linked to known controls', async () => {
    expect(sample.exhibits).toHaveLength(40);
    const pictures = new Set<string>();
    for (const { record, files } of sample.exhibits) {
      expect(v.safeParse(exhibitRecordSchema, record).success).toBe(true);
      expect(record.controls).not.toEqual([]);
      expect(record.controls.filter((control) => !findControl(control))).toEqual([]);
      for (const file of record.files) {
        const bytes = files.get(file.sha256);
        if (!bytes) throw new Error(`${record.id} lacks ${file.role}`);
        expect(await sha256Hex(bytes)).toBe(file.sha256);
        if (file.role !== 'original') continue;
        pictures.add(file.sha256);
        expect(imageSize(bytes)).toMatchObject({ width: file.width, height: file.height });
        const data = bytes.subarray(8 + 25 + 8, bytes.length - 12 - 4);
        expect(unzlibSync(data)).toHaveLength((1 + 400 * 3) * 240);
      }
    }
    expect(pictures.size).toBe(40);
    const [custom, annex] = [true, false].map((wanted) =>
      readLinks(doc).filter(({ control }) => isCustomId(control) === wanted),
    );
    expect(annex).toHaveLength(sample.exhibits.flatMap(({ record }) => record.controls).length);
    expect(custom).toHaveLength(5);
  });

  it('has two versions that differ, and the second is what stands now', async () => {
    const versions = labelledVersions(readVersions(doc));
    expect(versions.map(({ label }) => label)).toEqual(['1', '2']);
    expect(await Promise.all(versions.map(isIntact))).toEqual([true, true]);
    const [one, two] = versions.map(({ version }) => version);
    if (!one || !two) throw new Error('two versions');
    expect(two.previous).toBe(versions[0]?.sha256);
    const differing = compareSoa(one.entries, two.entries);
    const added = differing.filter(({ change }) => change === 'added');
    expect(new Set(added.map(({ after }) => after.custom?.reference))).toEqual(new Set(['PCI-6.4.3']));
    expect(new Set(differing.filter(({ change }) => change === 'changed').map(({ field }) => field))).toEqual(
      new Set(['status', 'plannedFor', 'owner', 'lastReview', 'implementation', 'exhibits']),
    );
    expect(compareSoa(two.entries, readSoa(doc).map(frozenEntry))).toEqual([]);
  });

  it('is the same each time, and opened twice it is there once', async () => {
    const again = await makeSampleWorkspace();
    // Compared by hash: a matcher takes half a minute for so many bytes.
    const hash = (bytes: Uint8Array) => sha256Hex(new Uint8Array(bytes));
    expect(await hash(again.update)).toBe(await hash(sample.update));
    expect(again.exhibits.map(({ recordSha256 }) => recordSha256)).toEqual(
      sample.exhibits.map(({ recordSha256 }) => recordSha256),
    );
    const before = Y.encodeStateAsUpdate(doc);
    Y.applyUpdate(doc, again.update);
    expect(await hash(Y.encodeStateAsUpdate(doc))).toBe(await hash(before));
  });

  it('leaves an auditor something to raise, but little', () => {
    const newest = new Map<string, string>();
    for (const { record } of sample.exhibits)
      for (const control of record.controls) newest.set(control, record.provenance.capturedAt);
    const rules = lintSoa(readSoa(doc), { today: '2026-11-03', newestEvidence: newest }).map(
      ({ rule }) => rule,
    );
    expect(new Set(rules)).not.toContain('included-without-reason');
    expect(new Set(rules)).not.toContain('undecided');
    expect(rules).toContain('implemented-without-evidence');
  });
});
