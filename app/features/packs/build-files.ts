/**
 * The files that leave the device. The code that makes them is large and seldom needed, so it is loaded when asked for.
 */
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { CheckedAcceptances } from '#core/signing/acceptance-signatures.ts';
import type { RegisterState } from '#core/risks/register-state.ts';
import type { ExportedComments } from '#core/exchange/comment-table.ts';
import type { ExportedVersion } from '#core/exchange/version-facts.ts';
import type { PackProgress } from '#core/pack/audit-pack.ts';
import type { PackChoice } from '#core/pack/pack-choice.ts';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import type { LeftOut } from '#core/pack/pack-scope.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { ClauseEntry } from '#core/soa/clause-entry.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import type { Report } from '#core/typeset/report.ts';
import type { MadePack } from '#core/workspace/made-packs.ts';
import type { DayState } from '../versions/shown-state.ts';
import { thawedRegisters } from '#core/risks/register-state.ts';
import { clausesOf, customControlsOf, ismsOf, registersOf, thawedEntry } from '#core/soa/soa-version.ts';
import { chooseDestination } from '../../services/save-file.ts';

export type PackInput = {
  organization: string;
  scope: string;
  approver: string;
  entries: readonly SoaEntry[];
  exhibits: readonly ExhibitRecord[];
  clauses: readonly ClauseEntry[] | undefined;
  /** Undefined for a version that holds no registers: today's would pass for those of that day. */
  registers: RegisterState | undefined;
  /** Signed acceptances of risks; undefined until they were checked. */
  acceptances: CheckedAcceptances | undefined;
  /** What members and auditors said about rows, where that is wanted. It is not frozen and has no days. */
  comments: ExportedComments | undefined;
  /** The frozen version that is saved; its rows, registers and exhibits stand in the fields above. */
  version?: ExportedVersion | undefined;
  /** The end of the day (ISO 8601) that is saved; left out when it is a version or what stands now. */
  asOf?: string | undefined;
  /** This device's key; asked only when something is signed. */
  sealing: () => Promise<PackSealing>;
  /** Which exhibits a pack holds, and what it leaves out; all and nothing unless something else is wanted. */
  choice?: PackChoice | undefined;
  leftOut?: readonly LeftOut[] | undefined;
  /** Called when a pack was written: replies to it are known by its manifest. */
  onPackMade: (made: MadePack) => void;
  now: () => Date;
};

/** How far a file is; `unit` is what is counted. */
export type Progress = { done: number; total: number; unit: 'files' | 'rows' };

export type PackRun = {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  /** Characters for which no font has a shape: a PDF shows them as empty boxes. */
  onMissing: (characters: readonly string[]) => void;
};

/** The file's name and size in bytes, or undefined when the person closed the question where to save it. */
export type SavedFile = { name: string; sizeBytes: number } | undefined;

const workspaceName = 'ISMS';

/** Passes the pieces on and counts their bytes. */
async function* counted(pieces: AsyncIterable<Bytes>, count: (bytes: number) => void) {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}

const day = (instant: string) => instant.slice(0, 10);

/** The viewer as it was built with the app, from the app's own files. Rejects when it is not there. */
async function readViewer(): Promise<Bytes> {
  const response = await fetch(new URL(import.meta.env['PACK_VIEWER'], document.baseURI));
  if (!response.ok) throw new Error(`the viewer of audit packs: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * What is saved when a frozen version is: its own rows, clauses, registers and cover, and those of its exhibits that are here. What a
 * version of an older form does not hold is left out, for today's would pass for that day's; of the cover, exports say so.
 */
export function inputOfVersion(input: PackInput, shown: ExportedVersion): PackInput {
  const registers = registersOf(shown.version);
  const frozen = new Set(shown.version.exhibits.map(({ id }) => id));
  return {
    ...input,
    organization: shown.version.organization,
    scope: ismsOf(shown.version)?.scope ?? input.scope,
    clauses: clausesOf(shown.version),
    entries: shown.version.entries.map(thawedEntry),
    registers: registers && thawedRegisters(registers, customControlsOf(shown.version)),
    exhibits: input.exhibits.filter(({ id }) => frozen.has(id)),
    comments: undefined,
    version: shown,
  };
}

/** What is saved of a day's state: its own rows and registers, and the exhibits that were linked then. */
export function inputOfDay(input: PackInput, state: DayState): PackInput {
  if (state.kind !== 'exact') return input;
  const linked = new Set([...state.entries, ...state.clauses].flatMap(({ exhibits }) => exhibits));
  return {
    ...input,
    ...state.isms,
    clauses: state.clauses,
    entries: state.entries,
    registers: state.registers,
    exhibits: input.exhibits.filter(({ id }) => linked.has(id)),
    comments: undefined,
    asOf: state.at,
  };
}

/** `SoA_v2_2026-05-04`: the version by its label, what is not frozen by its day alone. */
const named = (what: string, { version, asOf }: PackInput, generatedAt: string) =>
  version
    ? `${what}_v${version.label}_${day(version.version.frozenAt)}`
    : `${what}_${day(asOf ?? generatedAt)}`;

type Format = { ending: string; mediaType: string; description: string };
const formats = {
  pdf: { ending: 'pdf', mediaType: 'application/pdf', description: 'PDF' },
  docx: {
    ending: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    description: 'Word',
  },
  xlsx: {
    ending: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    description: 'Excel',
  },
  csv: { ending: 'csv', mediaType: 'text/csv', description: 'CSV' },
  csvFiles: { ending: 'csv.zip', mediaType: 'application/zip', description: 'ZIP' },
  oscal: { ending: 'oscal.json', mediaType: 'application/json', description: 'OSCAL' },
} as const satisfies Record<string, Format>;

export type SoaFormat = keyof typeof formats;
export type RiskFormat = Exclude<SoaFormat, 'oscal'>;
/** Makes a file and puts it where the person wants it; rejects with an AbortError when the run is cancelled. */
export type Save = (input: PackInput, run: PackRun) => Promise<SavedFile>;

/** Asks where to save, makes the content, writes it. */
const saveAs =
  (
    what: string,
    format: Format,
    make: (input: PackInput & { generatedAt: string }, run: PackRun) => Promise<Blob>,
  ): Save =>
  async (input, run) => {
    const generatedAt = input.now().toISOString();
    const destination = await chooseDestination({
      ...format,
      name: `${named(what, input, generatedAt)}.${format.ending}`,
    });
    if (!destination) return undefined;
    const content = await make({ ...input, generatedAt }, run);
    run.signal.throwIfAborted();
    await destination.write(content, run.signal);
    return { name: destination.name, sizeBytes: content.size };
  };

/** A report as PDF or DOCX, made in a worker. */
async function documentBlob(
  kind: 'pdf' | 'docx',
  report: Report,
  { signal, onProgress, onMissing }: PackRun,
): Promise<Blob> {
  const { makeDocument } = await import('../../services/documents.ts');
  const progress = (done: number, total: number) => onProgress({ done, total, unit: 'rows' });
  return new Blob([await makeDocument(kind, report, { signal, onProgress: progress, onMissing })]);
}

const saveSoaDocument = (kind: 'pdf' | 'docx'): Save =>
  saveAs('SoA', formats[kind], async (input, run) => {
    const { soaReport } = await import('#core/exchange/soa-report.ts');
    return documentBlob(kind, soaReport({ ...input, workspaceName }), run);
  });

/** The SoA in each format; of a frozen version where the input has one. */
export const saveSoa: Record<SoaFormat, Save> = {
  pdf: saveSoaDocument('pdf'),
  docx: saveSoaDocument('docx'),
  xlsx: saveAs('SoA', formats.xlsx, async (input) => {
    const { soaWorkbook } = await import('#core/exchange/soa-xlsx.ts');
    return soaWorkbook({ ...input, workspaceName });
  }),
  csv: saveAs('SoA', formats.csv, async (input) => {
    const { soaCsv } = await import('#core/exchange/soa-xlsx.ts');
    return new Blob([soaCsv({ ...input, workspaceName })]);
  }),
  csvFiles: saveAs('SoA', formats.csvFiles, async (input) => {
    const { soaCsvFiles } = await import('#core/exchange/soa-xlsx.ts');
    return new Blob([soaCsvFiles({ ...input, workspaceName })]);
  }),
  oscal: saveAs('SoA', formats.oscal, async (input) => {
    const { oscalText } = await import('#core/exchange/oscal-ssp.ts');
    return new Blob([oscalText({ ...input, workspaceName })]);
  }),
};

/** A version without registers offers no file of them. */
function withRegisters<Input extends PackInput>(input: Input): Input & { registers: RegisterState } {
  const { registers } = input;
  if (!registers) throw new Error('withRegisters: the version holds no registers');
  return { ...input, registers };
}

const saveRiskDocument = (kind: 'pdf' | 'docx'): Save =>
  saveAs('Risk-register', formats[kind], async (input, run) => {
    const { riskReport } = await import('#core/exchange/risk-report.ts');
    return documentBlob(kind, riskReport(withRegisters(input)), run);
  });

/** The risk register with its criteria, actions and the registers beside it; as CSV the risks alone. */
export const saveRisks: Record<RiskFormat, Save> = {
  pdf: saveRiskDocument('pdf'),
  docx: saveRiskDocument('docx'),
  xlsx: saveAs('Risk-register', formats.xlsx, async (input) => {
    const { riskWorkbook } = await import('#core/exchange/risk-xlsx.ts');
    return riskWorkbook(withRegisters(input));
  }),
  csv: saveAs('Risk-register', formats.csv, async (input) => {
    const { riskCsv } = await import('#core/exchange/risk-xlsx.ts');
    return new Blob([riskCsv(withRegisters(input))]);
  }),
  csvFiles: saveAs('Risk-register', formats.csvFiles, async (input) => {
    const { riskCsvFiles } = await import('#core/exchange/risk-xlsx.ts');
    return new Blob([riskCsvFiles(withRegisters(input))]);
  }),
};

/** The audit pack, written while it is made. Rejects with an AuditPackError when an exhibit's file is missing or changed. */
export const saveAuditPack: Save = async (input, { signal, onProgress, onMissing }) => {
  const generatedAt = input.now().toISOString();
  const destination = await chooseDestination({
    name: `${named('AuditPack', input, generatedAt)}.zip`,
    mediaType: 'application/zip',
    description: 'ZIP',
  });
  if (!destination) return undefined;
  const [{ buildPack }, { drawPdfElsewhere }, sealing, viewer] = await Promise.all([
    import('../../services/pack-builder.ts'),
    import('../../services/documents.ts'),
    input.sealing(),
    readViewer(),
  ]);
  const made: MadePack[] = [];
  const version = input.version?.label ?? '';
  const onManifest = (manifest: MadePack['manifest'], manifestSha256: string) =>
    void made.push({ manifest, manifestSha256, version });
  const drawPdf = (port: MessagePort) => drawPdfElsewhere(port, { signal, onMissing });
  const progress = ({ doneFiles, totalFiles }: PackProgress) =>
    onProgress({ done: doneFiles, total: totalFiles, unit: 'files' });
  const { now: _now, onPackMade, ...parts } = input;
  const pieces = buildPack({
    ...parts,
    sealing,
    viewer,
    workspaceName,
    generatedAt,
    onManifest,
    drawPdf,
    onProgress: progress,
    signal,
  });
  let sizeBytes = 0;
  await destination.write(
    counted(pieces, (bytes) => (sizeBytes += bytes)),
    signal,
  );
  made.forEach(onPackMade);
  return { name: destination.name, sizeBytes };
};
