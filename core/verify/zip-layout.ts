/**
 * The bytes that an audit pack's archive must have around its files: ZIP as APPNOTE 6.3.9 describes it, in the one form that the pack's
 * writer uses. Stored entries, names in UTF-8, sizes in data descriptors, one time for all, ZIP64 where sizes or offsets ask for it.
 * There is no freedom in it, so nothing can hide and nothing can change unseen; and as nothing is compressed, nothing can swell.
 */
import { textToBytes, type Bytes } from '../shared/bytes.ts';

export type ZipEntry = {
  name: string;
  /** Of the local header, from the archive's start. */
  offset: number;
  sizeBytes: number;
  crc32: number;
};

const most32 = 0xffffffff;
const needsZip64 = (value: number) => value >= most32;
export const endRecordBytes = 22;
export const zip64EndBytes = 76;
export const localHeaderBytes = 30;
export const centralHeaderBytes = 46;

const fields = (length: number) => {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  return {
    bytes,
    u16: (at: number, value: number) => view.setUint16(at, value, true),
    u32: (at: number, value: number) => view.setUint32(at, value, true),
    u64: (at: number, value: number) => view.setBigUint64(at, BigInt(value), true),
  };
};
/** Version 4.5; bit 3: sizes follow the data; bit 11: UTF-8. */
const version = 45;
const madeByUnix = 0x0300 | version;
const flags = 0x0808;
/** Regular file, rw-rw-r--. */
const mode = 0o100664;

/** Section 4.3.7. `dosTime`: date and time as one number, date in the upper half. */
export function localHeader(name: string, dosTime: number): Bytes {
  const nameBytes = textToBytes(name);
  const { bytes, u16, u32 } = fields(localHeaderBytes + nameBytes.length);
  u32(0, 0x04034b50);
  u16(4, version);
  u16(6, flags);
  u32(10, dosTime);
  u16(26, nameBytes.length);
  bytes.set(nameBytes, localHeaderBytes);
  return bytes;
}

/** Section 4.3.9. */
export function dataDescriptor({ sizeBytes, crc32 }: ZipEntry): Bytes {
  const large = needsZip64(sizeBytes);
  const { bytes, u32, u64 } = fields(large ? 24 : 16);
  u32(0, 0x08074b50);
  u32(4, crc32);
  if (large) {
    u64(8, sizeBytes);
    u64(16, sizeBytes);
  } else {
    u32(8, sizeBytes);
    u32(12, sizeBytes);
  }
  return bytes;
}

/** Section 4.3.12, with the ZIP64 field of section 4.5.3 behind the name. */
export function centralHeader({ name, offset, sizeBytes, crc32 }: ZipEntry, dosTime: number): Bytes {
  const nameBytes = textToBytes(name);
  const extra = needsZip64(sizeBytes) ? 28 : needsZip64(offset) ? 12 : 0;
  const { bytes, u16, u32, u64 } = fields(centralHeaderBytes + nameBytes.length + extra);
  u32(0, 0x02014b50);
  u16(4, madeByUnix);
  u16(6, version);
  u16(8, flags);
  u32(12, dosTime);
  u32(16, crc32);
  u32(20, Math.min(sizeBytes, most32));
  u32(24, Math.min(sizeBytes, most32));
  u16(28, nameBytes.length);
  u16(30, extra);
  u16(40, mode);
  u32(42, Math.min(offset, most32));
  bytes.set(nameBytes, centralHeaderBytes);
  const at = centralHeaderBytes + nameBytes.length;
  if (extra > 0) {
    u16(at, 1);
    u16(at + 2, extra - 4);
    if (extra === 28) {
      u64(at + 4, sizeBytes);
      u64(at + 12, sizeBytes);
    }
    u64(at + extra - 8, offset);
  }
  return bytes;
}

/** Sections 4.3.14 to 4.3.16: the ZIP64 records when they are needed, and the end record. */
export function archiveEnd(directory: {
  count: number;
  offset: number;
  sizeBytes: number;
  zip64: boolean;
}): Bytes {
  const { count, offset, sizeBytes, zip64 } = directory;
  const start = zip64 ? zip64EndBytes : 0;
  const { bytes, u16, u32, u64 } = fields(start + endRecordBytes);
  if (zip64) {
    u32(0, 0x06064b50);
    u64(4, 44);
    u16(12, madeByUnix);
    u16(14, version);
    u64(24, count);
    u64(32, count);
    u64(40, sizeBytes);
    u64(48, offset);
    u32(56, 0x07064b50);
    u64(64, offset + sizeBytes);
    u32(72, 1);
  }
  u32(start, 0x06054b50);
  u16(start + 8, count);
  u16(start + 10, count);
  u32(start + 12, Math.min(sizeBytes, most32));
  u32(start + 16, Math.min(offset, most32));
  return bytes;
}

/** Section 4.4.6: seconds in steps of two, in UTC, as the pack's writer has it. */
export function dosTimeOf(instant: string): number {
  const date = new Date(instant);
  const time = (date.getUTCSeconds() >> 1) | (date.getUTCMinutes() << 5) | (date.getUTCHours() << 11);
  const day = date.getUTCDate() | ((date.getUTCMonth() + 1) << 5) | ((date.getUTCFullYear() - 1980) << 9);
  return ((day << 16) | time) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

/** CRC-32 as ZIP has it (section 4.4.7). */
export function crc32Of(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
