/**
 * The files that leave the device. The code that makes them is large and seldom needed, so it is loaded when asked for.
 */
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { RegistersExport } from '#core/exchange/risk-xlsx.ts';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { ShownVersion } from '../../services/soa-versions.ts';
import { thawedEntry } from '#core/soa/soa-version.ts';
import { chooseDestination } from '../../services/save-file.ts';

export type PackInput = {
  organization: string;
  entries: readonly SoaEntry[];
  exhibits: readonly ExhibitRecord[];
  registers: RegistersExport;
  /** The frozen version that is saved; its rows and exhibits stand in `entries` and `exhibits`. */
  version?: ShownVersion | undefined;
  readFile: (sha256: string) => Promise<Blob | undefined>;
  /** This device's key; asked only when something is signed. */
  sealing: () => Promise<PackSealing>;
  /** Called when a pack was written, with the SHA-256 of its manifest: replies to it are known by that. */
  onPackMade: (manifestSha256: string) => void;
  now: () => Date;
};

export type PackRun = {
  signal: AbortSignal;
  onProgress: (progress: { doneFiles: number; totalFiles: number }) => void;
};

/** The file's name and size in bytes, or undefined when the person closed the question where to save it. */
export type SavedFile = { name: string; sizeBytes: number } | undefined;

const workspaceName = 'ISMS';

/** Passes the content on and counts it. */
function counted(content: ReadableStream<Uint8Array>) {
  let sizeBytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      sizeBytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { content: content.pipeThrough(counter), sizeBytes: () => sizeBytes };
}

const day = (instant: string) => instant.slice(0, 10);

/** The viewer as it was built with the app, from the app's own files. Rejects when it is not there. */
async function readViewer(): Promise<Bytes> {
  const response = await fetch(new URL(import.meta.env['PACK_VIEWER'], document.baseURI));
  if (!response.ok) throw new Error(`the viewer of audit packs: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** What is saved when a frozen version is: its own rows, and those of its exhibits that are here. */
export function inputOfVersion(input: PackInput, shown: ShownVersion): PackInput {
  const frozen = new Set(shown.version.exhibits.map(({ id }) => id));
  return {
    ...input,
    organization: shown.version.organization,
    entries: shown.version.entries.map(thawedEntry),
    exhibits: input.exhibits.filter(({ id }) => frozen.has(id)),
    version: shown,
  };
}

/** `SoA_v2_2026-05-04`: the version by its label, what is not frozen by its day alone. */
const named = (what: string, { version }: PackInput, generatedAt: string) =>
  version ? `${what}_v${version.label}_${day(version.version.frozenAt)}` : `${what}_${day(generatedAt)}`;

/** The SoA as a workbook. Rejects with an AbortError when the run is cancelled. */
export async function saveSoa(input: PackInput, { signal }: PackRun): Promise<SavedFile> {
  const generatedAt = input.now().toISOString();
  const destination = await chooseDestination({
    name: `${named('SoA', input, generatedAt)}.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    description: 'Excel',
  });
  if (!destination) return undefined;
  const { soaWorkbook } = await import('#core/exchange/soa-xlsx.ts');
  const workbook = await soaWorkbook({ ...input, workspaceName, generatedAt });
  signal.throwIfAborted();
  await destination.write(workbook.stream(), signal);
  return { name: destination.name, sizeBytes: workbook.size };
}

/** The rows of the SoA as CSV. */
export async function saveSoaCsv(input: PackInput, { signal }: PackRun): Promise<SavedFile> {
  const generatedAt = input.now().toISOString();
  const destination = await chooseDestination({
    name: `${named('SoA', input, generatedAt)}.csv`,
    mediaType: 'text/csv',
    description: 'CSV',
  });
  if (!destination) return undefined;
  const { soaCsv } = await import('#core/exchange/soa-xlsx.ts');
  const content = new Blob([soaCsv({ ...input, workspaceName, generatedAt })]);
  await destination.write(content.stream(), signal);
  return { name: destination.name, sizeBytes: content.size };
}

/** The risk register as a workbook with its criteria, actions and the registers beside it. */
export async function saveRisks(input: PackInput, { signal }: PackRun): Promise<SavedFile> {
  const generatedAt = input.now().toISOString();
  const destination = await chooseDestination({
    name: `Risk-register_${day(generatedAt)}.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    description: 'Excel',
  });
  if (!destination) return undefined;
  const { riskWorkbook } = await import('#core/exchange/risk-xlsx.ts');
  const workbook = riskWorkbook({ ...input, generatedAt });
  await destination.write(workbook.stream(), signal);
  return { name: destination.name, sizeBytes: workbook.size };
}

/** The risks as CSV, one row each. */
export async function saveRiskCsv(input: PackInput, { signal }: PackRun): Promise<SavedFile> {
  const destination = await chooseDestination({
    name: `Risk-register_${day(input.now().toISOString())}.csv`,
    mediaType: 'text/csv',
    description: 'CSV',
  });
  if (!destination) return undefined;
  const { riskCsv } = await import('#core/exchange/risk-xlsx.ts');
  const content = new Blob([riskCsv(input.registers)]);
  await destination.write(content.stream(), signal);
  return { name: destination.name, sizeBytes: content.size };
}

/** The audit pack, written while it is made. Rejects with an AuditPackError when an exhibit's file is missing or changed. */
export async function saveAuditPack(input: PackInput, { signal, onProgress }: PackRun): Promise<SavedFile> {
  const generatedAt = input.now().toISOString();
  const destination = await chooseDestination({
    name: `${named('AuditPack', input, generatedAt)}.zip`,
    mediaType: 'application/zip',
    description: 'ZIP',
  });
  if (!destination) return undefined;
  const [{ auditPack }, sealing, viewer] = await Promise.all([
    import('#core/pack/audit-pack.ts'),
    input.sealing(),
    readViewer(),
  ]);
  let manifestSha256 = '';
  const onManifest = (sha256: string) => (manifestSha256 = sha256);
  // The register as it stood then is not part of a version; today's would pass for it.
  const registers = input.version ? undefined : input.registers;
  const pack = counted(
    auditPack({
      ...input,
      registers,
      sealing,
      viewer,
      workspaceName,
      generatedAt,
      onManifest,
      onProgress,
      signal,
    }),
  );
  await destination.write(pack.content, signal);
  input.onPackMade(manifestSha256);
  return { name: destination.name, sizeBytes: pack.sizeBytes() };
}
