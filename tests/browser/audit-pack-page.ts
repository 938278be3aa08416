/** What the page of audit-pack.test.ts runs: packs a workspace as the app would and gives the SHA-256 of the archive. */
import type { ControlId } from '#core/catalogue/control.ts';
import { auditPack } from '#core/pack/audit-pack.ts';
import { sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';

export type PackPage = {
  packSha256: (changes: Partial<Record<ControlId, Partial<SoaEntry>>>) => Promise<string>;
};

const page: PackPage = {
  packSha256: async (changes) => {
    const sample = await makeWorkspaceSample(undefined, changes);
    const readFile = async (sha256: string) => new Blob([sample.files.get(sha256) ?? '']);
    const stream = auditPack({ ...sample, readFile }) as ReadableStream<Bytes>;
    return sha256Hex(new Uint8Array(await new Response(stream).arrayBuffer()));
  },
};
Object.assign(globalThis, page);
