/** Reads the archive of a pack without believing it: see zip-layout.ts for the one form that is accepted. */
import { packPathSchema, mostFiles } from '../pack/manifest.ts';
import * as v from 'valibot';
import { bytesToText, type Bytes } from '../shared/bytes.ts';
import type { ByteSource } from './byte-source.ts';
import type { PackFault } from './pack-fault.ts';
import {
  archiveEnd,
  centralHeader,
  centralHeaderBytes,
  crc32Of,
  dataDescriptor,
  endRecordBytes,
  localHeader,
  localHeaderBytes,
  zip64EndBytes,
  type ZipEntry,
} from './zip-layout.ts';

/** The largest entry that is read; the writer's largest file has 64 MiB, its indexes less. */
const mostEntryBytes = 256 * 1024 * 1024;
/** Header, longest name and ZIP64 field of as many entries as there may be. */
const mostDirectoryBytes = mostFiles * (centralHeaderBytes + 500 + 28);

export type Archive = {
  entries: ZipEntry[];
  /** The folder of the first one. */
  top: string;
  /** Of all entries: date and time as one number. */
  dosTime: number;
  faults: PackFault[];
};

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const view = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const wholeArchive = '(the archive)';
const unchecked = 'the files after this one in the list were not checked';
const centralSignature = 0x02014b50;

/**
 * The archive's entries in its own order, with every byte around their contents accounted for. A fault that leaves the list of entries
 * in doubt ends the reading: `entries` has what was read until then.
 */
export async function readArchive(source: ByteSource): Promise<Archive> {
  const archive: Archive = { entries: [], top: '', dosTime: 0, faults: [] };
  const fault = (kind: PackFault['kind'], path: string, detail: string) =>
    archive.faults.push({ kind, path, detail });
  const directory = await findDirectory(source);
  if (typeof directory === 'string') {
    fault('archive', wholeArchive, directory);
    return archive;
  }
  const start = directory.offset + directory.shift;
  const bytes = await source.read(start, directory.sizeBytes);
  const seen = new Set<string>();
  let at = 0;
  /** Where the next file's own header is due: it has the name once more, should the list's be damaged. */
  let due = 0;
  for (let index = 0; index < directory.count; index += 1) {
    const read = readCentral(bytes, at);
    if (!read) {
      fault('archive', await ownName(source, due), 'the list of files cannot be read from here on');
      fault('archive', wholeArchive, unchecked);
      return archive;
    }
    const { entry, dosTime, length, strange } = read;
    if (index === 0) archive.dosTime = dosTime;
    const { name } = entry;
    if (index === 0) archive.top = name.split('/')[0] ?? '';
    if (!v.is(packPathSchema, name)) {
      fault('unsafe-path', printable(name), 'the name could reach outside the folder or mislead');
      fault(
        'archive',
        await ownName(source, due),
        'its own header names it otherwise than the list of files',
      );
      fault('archive', wholeArchive, unchecked);
      return archive;
    }
    if (seen.has(name.toLowerCase())) fault('duplicate-file', name, 'this name is in the archive twice');
    seen.add(name.toLowerCase());
    if (strange) fault('archive', name, strange);
    else if (!same(bytes.subarray(at, at + length), centralHeader(entry, archive.dosTime)))
      fault('archive', name, 'its entry in the list of files is not as our writer writes it');
    archive.entries.push(entry);
    at += length;
    due = entry.offset + localHeader(name, 0).length + entry.sizeBytes + dataDescriptor(entry).length;
  }
  if (directory.shift !== 0) {
    fault('archive', wholeArchive, 'its end record names another place of the list of files');
    const name = await firstDisplaced(source, archive, start);
    if (name !== undefined) fault('archive', name, 'bytes were added to it or taken out of it');
    archive.entries = [];
    return archive;
  }
  if (at !== directory.sizeBytes)
    fault('archive', archive.entries.at(-1)?.name ?? wholeArchive, 'more bytes follow in the list of files');
  if (!same(await source.read(start + directory.sizeBytes, 200), archiveEnd(directory)))
    fault('archive', wholeArchive, 'its end record is not as our writer writes it');
  if (directory.zip64 !== directory.offset >= 0xffffffff)
    fault('archive', wholeArchive, 'it has ZIP64 records without need, or lacks them');
  await checkLocalParts(source, archive, start);
  return archive;
}

/** The name in the local header at this offset; the archive itself when there is none that could be shown. */
async function ownName(source: ByteSource, offset: number): Promise<string> {
  const header = await source.read(offset, localHeaderBytes);
  if (header.length < localHeaderBytes || view(header).getUint32(0, true) !== 0x04034b50) return wholeArchive;
  const length = Math.min(view(header).getUint16(26, true), 500);
  return printable(bytesToText(await source.read(offset + localHeaderBytes, length)));
}

const printable = (name: string) => name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 400);

/** `shift`: how far the list of files stands behind the place that the end record names; not 0 where bytes were added or taken out. */
type Directory = { count: number; offset: number; sizeBytes: number; zip64: boolean; shift: number };

/** Where the list of files stands; a sentence when there is none that could be read. */
async function findDirectory(source: ByteSource): Promise<Directory | string> {
  if (source.sizeBytes < endRecordBytes) return 'this is no ZIP archive, or its end was cut off';
  const end = view(await source.read(source.sizeBytes - endRecordBytes, endRecordBytes));
  if (end.getUint32(0, true) !== 0x06054b50) return 'this is no ZIP archive, or its end was cut off';
  const found = {
    count: end.getUint16(10, true),
    offset: end.getUint32(16, true),
    sizeBytes: end.getUint32(12, true),
  };
  let endBytes = endRecordBytes;
  let zip64 = false;
  if (source.sizeBytes >= endRecordBytes + zip64EndBytes) {
    const large = view(await source.read(source.sizeBytes - endRecordBytes - zip64EndBytes, zip64EndBytes));
    if (large.getUint32(0, true) === 0x06064b50) {
      zip64 = true;
      endBytes += zip64EndBytes;
      found.sizeBytes = Number(large.getBigUint64(40, true));
      found.offset = Number(large.getBigUint64(48, true));
    }
  }
  if (found.sizeBytes > mostDirectoryBytes) return 'its list of files is larger than any pack of ours';
  const shift = source.sizeBytes - endBytes - found.sizeBytes - found.offset;
  const start = found.offset + shift;
  if (shift !== 0 && (start < 0 || view(await source.read(start, 4)).getUint32(0, true) !== centralSignature))
    return 'its end record names another place or size of the list of files';
  return { ...found, zip64, shift };
}

type Central = { entry: ZipEntry; dosTime: number; length: number; strange: string | undefined };

function readCentral(bytes: Bytes, at: number): Central | undefined {
  if (at + centralHeaderBytes > bytes.length) return undefined;
  const header = view(bytes.subarray(at));
  if (header.getUint32(0, true) !== centralSignature) return undefined;
  const nameLength = header.getUint16(28, true);
  const extraLength = header.getUint16(30, true);
  const length = centralHeaderBytes + nameLength + extraLength;
  if (at + length > bytes.length || nameLength > 500 || extraLength > 28) return undefined;
  const entry: ZipEntry = {
    name: bytesToText(bytes.subarray(at + centralHeaderBytes, at + centralHeaderBytes + nameLength)),
    offset: header.getUint32(42, true),
    sizeBytes: header.getUint32(24, true),
    crc32: header.getUint32(16, true),
  };
  const extra = centralHeaderBytes + nameLength;
  if (extraLength === 28) entry.sizeBytes = Number(header.getBigUint64(extra + 4, true));
  if (extraLength === 28 || extraLength === 12)
    entry.offset = Number(header.getBigUint64(extra + extraLength - 8, true));
  return { entry, dosTime: header.getUint32(12, true), length, strange: strangeIn(header) };
}

/** What no pack of ours has, said more plainly than "not as our writer writes it". */
function strangeIn(header: DataView): string | undefined {
  if (header.getUint16(10, true) !== 0) return 'it is compressed; packs are not';
  if ((header.getUint16(8, true) & 1) !== 0) return 'it is encrypted; packs are not';
  const fileType = header.getUint16(40, true) >> 12;
  if (fileType === 0o12) return 'it is a symbolic link';
  return undefined;
}

/** The first file whose own parts are not where the list of files says. */
async function firstDisplaced(
  source: ByteSource,
  { entries, dosTime }: Archive,
  end: number,
): Promise<string | undefined> {
  for (const entry of entries) {
    const local = localHeader(entry.name, dosTime);
    const descriptor = dataDescriptor(entry);
    const after = entry.offset + local.length + entry.sizeBytes;
    const isThere =
      after + descriptor.length <= end &&
      same(await source.read(entry.offset, local.length), local) &&
      same(await source.read(after, descriptor.length), descriptor);
    if (!isThere) return entry.name;
  }
  return undefined;
}

/** Local headers and descriptors: in order, without a gap, saying what the list of files says. */
async function checkLocalParts(source: ByteSource, archive: Archive, end: number): Promise<void> {
  let at = 0;
  for (const entry of archive.entries) {
    const { name, offset, sizeBytes } = entry;
    const fault = (detail: string) => archive.faults.push({ kind: 'archive', path: name, detail });
    if (offset !== at) fault('it does not follow the file before it without a gap');
    const local = localHeader(name, archive.dosTime);
    const descriptor = dataDescriptor(entry);
    if (offset + local.length + sizeBytes + descriptor.length > end) {
      fault('it reaches past the end of the files');
      continue;
    }
    if (!same(await source.read(offset, local.length), local)) {
      fault('its own header says otherwise than the list of files');
      const path = await ownName(source, offset);
      if (path !== name && path !== wholeArchive)
        archive.faults.push({ kind: 'archive', path, detail: `the list of files calls it ${name}` });
    }
    if (!same(await source.read(offset + local.length + sizeBytes, descriptor.length), descriptor))
      fault('what follows its content says otherwise than the list of files');
    at = offset + local.length + sizeBytes + descriptor.length;
  }
  if (at !== end)
    archive.faults.push({
      kind: 'archive',
      path: archive.entries.at(-1)?.name ?? wholeArchive,
      detail: 'bytes that belong to no file stand before the list of files',
    });
}

/** The entry's content; undefined when it is too large to be read or its CRC-32 is wrong in length. Says through `faults` what is wrong. */
export async function readEntry(
  source: ByteSource,
  archive: Archive,
  entry: ZipEntry,
): Promise<Bytes | undefined> {
  const fault = (kind: PackFault['kind'], detail: string) =>
    void archive.faults.push({ kind, path: entry.name, detail });
  if (entry.sizeBytes > mostEntryBytes) {
    fault('too-large', `${entry.sizeBytes} bytes; no file of a pack has more than ${mostEntryBytes}`);
    return undefined;
  }
  const bytes = await source.read(entry.offset + localHeader(entry.name, 0).length, entry.sizeBytes);
  if (bytes.length !== entry.sizeBytes) {
    fault('archive', 'its content is cut off');
    return undefined;
  }
  if (crc32Of(bytes) !== entry.crc32) fault('changed-file', 'its CRC-32 is another');
  return bytes;
}
