import { expect, it } from 'vitest';
import * as v from 'valibot';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { bytesToText } from '../shared/bytes.ts';
import { canonicalRecord, canonicalRecordSha256 } from './canonical-record.ts';
import { exhibitRecordSchema, type ExhibitRecord } from './exhibit.ts';

const oneRecord = async (): Promise<ExhibitRecord> => {
  const [record] = (await makeWorkspaceSample()).exhibits;
  if (!record) throw new Error('the sample has exhibits');
  return record;
};

it('gives the same bytes whatever the order of the keys', async () => {
  const record = await oneRecord();
  const reversed = Object.fromEntries(Object.entries(record).toReversed()) as ExhibitRecord;
  expect(canonicalRecord(reversed)).toEqual(canonicalRecord(record));
  expect(bytesToText(canonicalRecord(record))).toMatch(/^\{"controls":\["A\.5\.15",/);
});

it('gives the same bytes and hash after the record was read back from them', async () => {
  const record = await oneRecord();
  record.provenance.title = 'half a pair \uD83D here, an emoji 😀 there';
  const again = v.parse(exhibitRecordSchema, JSON.parse(bytesToText(canonicalRecord(record))));
  expect(canonicalRecord(again)).toEqual(canonicalRecord(record));
  expect(await canonicalRecordSha256(again)).toBe(await canonicalRecordSha256(record));
});

it('gives another hash when one value differs', async () => {
  const record = await oneRecord();
  const other = { ...record, note: `${record.note}.` };
  expect(await canonicalRecordSha256(other)).not.toBe(await canonicalRecordSha256(record));
});

it('writes numbers and escapes as the examples of RFC 8785 section 3.2 do', async () => {
  const record = await oneRecord();
  const text = bytesToText(canonicalRecord({ ...record, note: '\u20ac$\u000f\nA\'B"\\"/' }));
  expect(text).toContain(String.raw`"note":"€$\u000f\nA'B\"\\\"/"`);
});
