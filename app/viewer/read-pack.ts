/** What the pack's two scripts left in the page, read as what it is: data from a stranger. */
import * as v from 'valibot';
import { controlIdSchema } from '#core/catalogue/control.ts';
import { exhibitRecordSchema, type ExhibitRecord } from '#core/evidence/exhibit.ts';
import { exhibitFileNames } from '#core/exchange/exhibit-names.ts';
import { manifestSchema, mostFiles, packPathSchema, type Manifest } from '#core/pack/manifest.ts';
import { isFileLeftOut, recordName } from '#core/pack/left-out.ts';
import { exhibitsFolder, paths, statementContentPath } from '#core/pack/pack-paths.ts';
import { viewerData, viewerManifest } from '#core/pack/pack-viewer.ts';
import { readRoster, type Device } from '#core/seal/device-roster.ts';
import { parseSeal, type CheckedSeal } from '#core/seal/seal.ts';
import { statementIn, type Statement } from '#core/signing/statement.ts';
import { base64ToBytes, bytesToText, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import type { UnpackedFiles } from '#core/verify/verify-pack.ts';

const pairsSchema = v.pipe(v.array(v.tuple([packPathSchema, v.string()])), v.maxLength(mostFiles));

const linkedSchema = v.object({ number: v.string(), id: v.string() });
const rowSchema = v.object({
  control: controlIdSchema,
  reference: v.string(),
  title: v.string(),
  theme: v.string(),
  applicability: v.string(),
  reasons: v.array(v.string()),
  justification: v.string(),
  status: v.string(),
  implementation: v.string(),
  owner: v.string(),
  remarks: v.string(),
  /** Of custom controls alone. */
  source: v.optional(v.string()),
  description: v.optional(v.string()),
  evidence: v.array(linkedSchema),
});
const soaSchema = v.object({ entries: v.pipe(v.array(rowSchema), v.maxLength(93 + 5_000)) });

export type SoaRow = v.InferOutput<typeof rowSchema>;

export type PackExhibit = {
  number: string;
  id: string;
  /** From the page's own folder, with a slash at the end. */
  folder: string;
  record: ExhibitRecord;
  recordSha256: string;
  files: { name: string; sha256: string; sizeBytes: number }[];
  /** The rows of the SoA that name it. */
  rows: SoaRow[];
  /** As it stands in its device's log; whether it holds is in the report. */
  seal: (CheckedSeal & { path: string }) | undefined;
};

/** What somebody signed, as it stands in the pack; whether it holds is in the report. */
export type PackStatement = Statement & {
  /** Its line in `statements.txt`, from 1. */
  number: number;
  /** What was signed; undefined where it is not in the page or cannot be read. */
  content: Readonly<Record<string, unknown>> | undefined;
};

export type ShownPack = {
  manifest: Manifest;
  manifestSha256: string;
  exhibits: PackExhibit[];
  rows: SoaRow[];
  statements: PackStatement[];
  devices: ReadonlyMap<string, Device>;
  /** What is in the page, hashes of it alone, and that of the script that brought the manifest. */
  own: UnpackedFiles & { scriptSha256: string };
  stamped: boolean;
};

/** Paths and contents; nothing where it is no such list. */
function filesIn(value: unknown): [string, Bytes][] {
  try {
    return v.parse(pairsSchema, value).map(([path, base64]) => [path, base64ToBytes(base64)]);
  } catch {
    return [];
  }
}

function parsed<Value>(schema: v.GenericSchema<unknown, Value>, bytes: Bytes | undefined): Value | undefined {
  try {
    const read = v.safeParse(schema, JSON.parse(bytesToText(bytes ?? new Uint8Array())));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

async function sealsOf(texts: ReadonlyMap<string, Bytes>): Promise<Map<string, PackExhibit['seal']>> {
  const seals = new Map<string, PackExhibit['seal']>();
  for (const [path, bytes] of texts) {
    if (!/^99_Integrity\/seals\/[0-9a-f]{64}\.txt$/.test(path)) continue;
    for (const line of bytesToText(bytes).split('\n')) {
      const seal = await parseSeal(line);
      if (seal) seals.set(seal.exhibit, { ...seal, path });
    }
  }
  return seals;
}

const contentSchema = v.record(v.string(), v.unknown());

async function statementsOf(texts: ReadonlyMap<string, Bytes>): Promise<PackStatement[]> {
  const lines = bytesToText(texts.get(paths.statements) ?? new Uint8Array()).split('\n');
  const statements: PackStatement[] = [];
  for (const [at, line] of lines.entries()) {
    const statement = await statementIn(line);
    if (!statement) continue;
    const content = parsed(contentSchema, texts.get(statementContentPath(statement.contentSha256)));
    statements.push({ ...statement, number: at + 1, content });
  }
  return statements;
}

/** The pack that this page lies in; undefined when its data is missing or cannot be read. */
export async function readPack(globals: {
  exhibitPackListed?: unknown;
  exhibitPackSigned?: unknown;
}): Promise<ShownPack | undefined> {
  const listed = filesIn(globals.exhibitPackListed);
  const signed = filesIn(globals.exhibitPackSigned);
  const texts = new Map<string, Bytes>([...listed, ...signed]);
  const manifest = parsed(manifestSchema, texts.get(paths.manifest));
  if (!manifest) return undefined;
  texts.set(paths.viewerData, viewerData(listed));
  const hashes: UnpackedFiles['hashes'] = new Map();
  for (const [path, bytes] of texts)
    hashes.set(path, { sha256: await sha256Hex(bytes), sizeBytes: bytes.length });
  const rows = parsed(soaSchema, texts.get(paths.soaJson))?.entries ?? [];
  const seals = await sealsOf(texts);
  const exhibits = manifest.exhibits.flatMap(({ number, id, folder, recordSha256 }): PackExhibit[] => {
    const at = `${exhibitsFolder}${folder}/`;
    const record = parsed(exhibitRecordSchema, texts.get(`${at}${recordName(manifest.leftOut)}`));
    if (!record) return [];
    const names = exhibitFileNames(record);
    const files = record.files
      .map((file, index) => ({ ...file, name: names[index] ?? '' }))
      .filter(({ role }) => !isFileLeftOut(role, manifest.leftOut));
    const linked = rows.filter(({ evidence }) => evidence.some((one) => one.id === id));
    return [{ number, id, folder: at, record, recordSha256, files, rows: linked, seal: seals.get(id) }];
  });
  const { devices } = await readRoster(
    bytesToText(texts.get(paths.roster) ?? new Uint8Array())
      .trimEnd()
      .split('\n'),
  );
  return {
    manifest,
    manifestSha256: hashes.get(paths.manifest)?.sha256 ?? '',
    exhibits,
    rows,
    statements: await statementsOf(texts),
    devices,
    own: { texts, hashes, scriptSha256: await sha256Hex(viewerManifest(signed)) },
    stamped: texts.has(paths.stampResponse),
  };
}
