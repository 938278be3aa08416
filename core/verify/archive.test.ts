import { makeZip } from 'client-zip';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { streamBytes } from '../../tests/fixtures/pack-files.ts';
import { UtcDate } from '../pack/utc-date.ts';
import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { readArchive, readEntry } from './archive.ts';
import { bytesSource, type ByteSource } from './byte-source.ts';
import { archiveEnd, centralHeader, crc32Of, dataDescriptor, localHeader } from './zip-layout.ts';

const lastModified = new UtcDate('2026-05-04T07:08:10Z');
const zipOf = (files: Record<string, string> | [string, string][]): Promise<Bytes> =>
  streamBytes(
    makeZip(
      (Array.isArray(files) ? files : Object.entries(files)).map(([name, input]) => ({
        name,
        input,
        lastModified,
      })),
    ),
  );
const faultsOf = async (bytes: Bytes) =>
  (await readArchive(bytesSource(bytes))).faults.map(({ kind, path }) => [kind, path]);

/** Writes a number into the list of files, `at` bytes into its first entry. */
function withCentral(zip: Bytes, at: number, value: number): Bytes {
  const copy = zip.slice();
  const view = new DataView(copy.buffer);
  view.setUint16(view.getUint32(zip.length - 6, true) + at, value, true);
  return copy;
}

describe('readArchive', () => {
  it('reads what our writer wrote, content and all', async () => {
    const zip = await zipOf({ 'top/a.txt': 'first', 'top/folder/b.txt': 'second' });
    const source = bytesSource(zip);
    const archive = await readArchive(source);
    expect(archive.faults).toEqual([]);
    expect(archive.entries.map(({ name }) => name)).toEqual(['top/a.txt', 'top/folder/b.txt']);
    const [first] = archive.entries;
    expect(first && (await readEntry(source, archive, first))).toEqual(textToBytes('first'));
  });

  it.each([
    '../evil.txt',
    'top/../../evil.txt',
    'top/..',
    '/etc/passwd',
    'C:\\evil.txt',
    'top\\evil.txt',
    'top//evil.txt',
    'top/.hidden',
    'top/-rf',
    'top/a b.txt',
    'top/a\u202Etxt.exe',
    'top/a\u0000.txt',
    'top/$(id).txt',
  ])('refuses the name %j', async (name) => {
    const zip = await zipOf({ 'top/a.txt': 'x', [name]: 'evil' });
    expect((await faultsOf(zip))[0]?.[0]).toBe('unsafe-path');
  });

  it('refuses a name that is there twice, in whatever case', async () => {
    const twice = await zipOf([
      ['top/a.txt', 'one'],
      ['top/a.txt', 'two'],
    ]);
    expect(await faultsOf(twice)).toContainEqual(['duplicate-file', 'top/a.txt']);
    const cases = await zipOf({ 'top/a.txt': 'one', 'top/A.txt': 'two' });
    expect(await faultsOf(cases)).toContainEqual(['duplicate-file', 'top/A.txt']);
  });

  it('refuses a symbolic link, encryption and compression, by name', async () => {
    const zip = await zipOf({ 'top/a.txt': '/etc/passwd' });
    const detailOf = async (bytes: Bytes) => (await readArchive(bytesSource(bytes))).faults[0]?.detail;
    expect(await detailOf(withCentral(zip, 40, 0o120777))).toBe('it is a symbolic link');
    expect(await detailOf(withCentral(zip, 8, 0x0809))).toBe('it is encrypted; packs are not');
    expect(await detailOf(withCentral(zip, 10, 8))).toBe('it is compressed; packs are not');
  });

  it('inflates nothing: a bomb is refused unread', async () => {
    const bomb = Uint8Array.from(zipSync({ 'top/bomb.txt': [new Uint8Array(20_000_000), { level: 9 }] }));
    let most = 0;
    const source: ByteSource = {
      sizeBytes: bomb.length,
      read: async (offset, length) => {
        const bytes = bomb.slice(offset, offset + length);
        most = Math.max(most, bytes.length);
        return bytes;
      },
    };
    const archive = await readArchive(source);
    expect(archive.faults[0]).toMatchObject({ kind: 'archive', path: 'top/bomb.txt' });
    expect(most).toBeLessThan(bomb.length);
  });

  it('reads no entry that claims to be huge, and no list of files that does', async () => {
    const huge = { name: 'top/huge.bin', offset: 0, sizeBytes: 300 * 1024 * 1024, crc32: 0 };
    const parts = [localHeader(huge.name, 1), dataDescriptor(huge), centralHeader(huge, 1)] as const;
    const offset = parts[0].length + huge.sizeBytes + parts[1].length;
    const end = archiveEnd({ count: 1, offset, sizeBytes: parts[2].length, zip64: false });
    const pieces: [number, Bytes][] = [
      [0, parts[0]],
      [offset - parts[1].length, parts[1]],
      [offset, parts[2]],
      [offset + parts[2].length, end],
    ];
    let most = 0;
    // Holes read as zeros, so that the test needs no 300 MB either.
    const source: ByteSource = {
      sizeBytes: offset + parts[2].length + end.length,
      async read(from, length) {
        most = Math.max(most, length);
        const bytes = new Uint8Array(Math.min(length, source.sizeBytes - from));
        for (const [at, piece] of pieces)
          for (const [index, byte] of piece.entries())
            if (at + index >= from && at + index < from + bytes.length) bytes[at + index - from] = byte;
        return bytes;
      },
    };
    const archive = await readArchive(source);
    expect(archive.faults).toEqual([]);
    const [entry] = archive.entries;
    expect(entry && (await readEntry(source, archive, entry))).toBeUndefined();
    expect(archive.faults).toEqual([expect.objectContaining({ kind: 'too-large', path: 'top/huge.bin' })]);
    expect(most).toBeLessThan(1_000);

    const zip = await zipOf({ 'top/a.txt': 'x' });
    new DataView(zip.buffer).setUint32(zip.length - 10, 0x7fffffff, true);
    expect(await faultsOf(zip)).toEqual([['archive', '(the archive)']]);
  });

  it('refuses a count that is another than there are', async () => {
    const zip = await zipOf({ 'top/a.txt': 'x', 'top/b.txt': 'y' });
    for (const count of [0, 1, 3, 65_535]) {
      const copy = zip.slice();
      const view = new DataView(copy.buffer);
      view.setUint16(zip.length - 14, count, true);
      view.setUint16(zip.length - 12, count, true);
      expect((await faultsOf(copy)).length, `count ${count}`).toBeGreaterThan(0);
    }
  });

  it('refuses bytes that belong to nothing', async () => {
    const zip = await zipOf({ 'top/a.txt': 'x' });
    const behind = new Uint8Array([...zip, 1]);
    expect(await faultsOf(behind)).not.toEqual([]);
    const before = new Uint8Array([1, ...zip]);
    expect(await faultsOf(before)).not.toEqual([]);
  });

  it('refuses what is no archive', async () => {
    for (const bytes of [new Uint8Array(), textToBytes('PK'), new Uint8Array(1000)])
      expect(await faultsOf(bytes)).toEqual([['archive', '(the archive)']]);
  });

  it('writes ZIP64 where sizes and offsets ask for it, as APPNOTE 4.5.3 has it', () => {
    const entry = { name: 'a', offset: 0x1_0000_0000, sizeBytes: 5, crc32: 0 };
    expect(centralHeader(entry, 0)).toHaveLength(46 + 1 + 12);
    expect(centralHeader({ ...entry, sizeBytes: 0x1_0000_0000 }, 0)).toHaveLength(46 + 1 + 28);
    expect(dataDescriptor({ ...entry, sizeBytes: 0x1_0000_0000 })).toHaveLength(24);
    expect(archiveEnd({ count: 1, offset: 0x1_0000_0000, sizeBytes: 59, zip64: true })).toHaveLength(98);
    expect(crc32Of(textToBytes('123456789'))).toBe(0xcbf43926);
  });
});
