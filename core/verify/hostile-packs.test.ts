import { expect, it } from 'vitest';
import { maliciousArchives } from '../../tests/fixtures/malicious-archives.ts';
import { bytesSource, type ByteSource } from './byte-source.ts';
import { verifyPack } from './verify-pack.ts';

const known = { devices: [], heads: [], stampRoots: [], now: new Date('2026-06-01T00:00:00Z') };

it('refuses hostile archives by name, and reads none of their bytes more often than three times', async () => {
  for (const { name, bytes, kind } of await maliciousArchives()) {
    const inner = bytesSource(bytes);
    let read = 0;
    const source: ByteSource = {
      sizeBytes: inner.sizeBytes,
      async read(offset, length) {
        const part = await inner.read(offset, length);
        read += part.length;
        return part;
      },
    };
    const { ok, faults } = await verifyPack(source, known);
    expect(ok, name).toBe(false);
    expect(
      faults.map((fault) => fault.kind),
      name,
    ).toContain(kind);
    expect(read, name).toBeLessThanOrEqual(3 * bytes.length + 1_000);
  }
}, 300_000);
