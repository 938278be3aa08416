/**
 * The files that leave the device. The code that makes them is large and seldom needed, so it is loaded when asked for.
 */
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { RegistersExport } from '#core/exchange/risk-xlsx.ts';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { chooseDestination } from '../../services/save-file.ts';

export type PackInput = {
  organization: string;
  entries: readonly SoaEntry[];
  exhibits: readonly ExhibitRecord[];
  registers: RegistersExport;
  readFile: (sha256: string) => Promise<Blob | undefined>;
  /** This device's key; asked only when something is signed. */
  sealing: () => Promise<PackSealing>;
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

/** The SoA as a workbook. Rejects with an AbortError when the run is cancelled. */
export async function saveSoa(input: PackInput, { signal }: PackRun): Promise<SavedFile> {
  const generatedAt = input.now().toISOString();
  const destination = await chooseDestination({
    name: `SoA_${day(generatedAt)}.xlsx`,
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
    name: `AuditPack_${day(generatedAt)}.zip`,
    mediaType: 'application/zip',
    description: 'ZIP',
  });
  if (!destination) return undefined;
  const [{ auditPack }, sealing] = await Promise.all([import('#core/pack/audit-pack.ts'), input.sealing()]);
  const pack = counted(auditPack({ ...input, sealing, workspaceName, generatedAt, onProgress, signal }));
  await destination.write(pack.content, signal);
  return { name: destination.name, sizeBytes: pack.sizeBytes() };
}
