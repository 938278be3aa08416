/** That a pack's exhibits are those that its scope says: captured then, linked to the theme, drawn by the seed, proved to belong. */
import * as v from 'valibot';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import { exhibitIdSchema, sha256Schema } from '../evidence/exhibit.ts';
import { utcDay } from '../exchange/exhibit-names.ts';
import { readProof, rootOfText } from '../merkle/proof-text.ts';
import { mostFiles, type Manifest } from '../pack/manifest.ts';
import { exhibitsFolder, paths, proofName } from '../pack/pack-paths.ts';
import type { PackScope } from '../pack/pack-scope.ts';
import { drawSample } from '../sampling/draw-sample.ts';
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { readCanonical } from './check-manifest.ts';
import type { Known, PackContents, PackReport } from './verification.ts';

type ScopeOf<Kind extends PackScope['kind']> = Extract<PackScope, { kind: Kind }>;

/** Returns the root to which the exhibits are proved to belong, where the scope names one. */
export async function checkScope(
  contents: PackContents,
  manifest: Manifest,
  records: readonly ExhibitRecord[],
  known: Known,
): Promise<PackReport['audited']> {
  const { scope } = manifest;
  if (scope.kind !== 'sample')
    for (const path of [paths.population, paths.sample])
      if (contents.hashes.has(path)) contents.fault('added-file', path, 'the pack is no sample');
  switch (scope.kind) {
    case 'all':
      return undefined;
    case 'window':
      return checkWindow(contents, records, scope);
    case 'theme':
      return checkTheme(contents, manifest, scope);
    case 'sample':
      return checkSample(contents, manifest, scope);
    case 'selection':
      return scope.audited && checkProofs(contents, manifest, scope.audited, known);
  }
}

function checkWindow(
  { fault }: PackContents,
  records: readonly ExhibitRecord[],
  { from, to }: ScopeOf<'window'>,
): undefined {
  for (const { id, provenance } of records) {
    const day = utcDay(provenance.capturedAt);
    if (day < from || day > to)
      fault('bad-manifest', paths.manifest, `exhibit ${id} was captured on ${day}, outside the window`);
  }
}

const soaSchema = v.object({
  entries: v.pipe(
    v.array(v.object({ theme: v.string(), evidence: v.array(v.object({ id: v.string() })) })),
    v.maxLength(200),
  ),
});

function checkTheme(
  { texts, fault }: PackContents,
  { exhibits }: Manifest,
  { theme }: ScopeOf<'theme'>,
): undefined {
  const soa = readCanonical(soaSchema, texts.get(paths.soaJson) ?? new Uint8Array());
  const own = (soa?.entries ?? []).filter((entry) => entry.theme === theme);
  const linked = new Set(own.flatMap(({ evidence }) => evidence.map(({ id }) => id)));
  for (const { id } of exhibits)
    if (!linked.has(id))
      fault('bad-manifest', paths.manifest, `exhibit ${id} is linked to no control of the theme`);
}

const populationRow = v.strictObject({
  exhibit: exhibitIdSchema,
  recordSha256: sha256Schema,
  theme: v.string(),
});

function readPopulation(text: string) {
  const rows = text.split('\n').slice(0, mostFiles + 1);
  if (rows.pop() !== '') return undefined;
  const read = rows.map((row) => readCanonical(populationRow, new TextEncoder().encode(row)));
  return read.every((row) => row !== undefined) ? read : undefined;
}

async function checkSample(
  { texts, fault }: PackContents,
  { exhibits }: Manifest,
  scope: ScopeOf<'sample'>,
): Promise<undefined> {
  const textAt = (path: string) => bytesToText(texts.get(path) ?? new Uint8Array());
  const population = readPopulation(textAt(paths.population));
  if (!population) {
    fault('changed-file', paths.population, 'it is no list of exhibits, one canonical row a line');
    return;
  }
  const again = await drawSample(population, ({ theme }) => theme, scope);
  if (bytesToText(canonicalJson(again)) !== textAt(paths.sample))
    fault('changed-file', paths.sample, 'the seed draws another sample from this population');
  const drawn = again.rows.map((at) => `${population[at]?.exhibit} ${population[at]?.recordSha256}`);
  const here = exhibits.map(({ id, recordSha256 }) => `${id} ${recordSha256}`);
  if (drawn.toSorted().join() !== here.toSorted().join())
    fault('bad-manifest', paths.manifest, 'its exhibits are not those that the sample drew');
}

async function checkProofs(
  { texts, fault, note }: PackContents,
  { exhibits }: Manifest,
  { root, count }: NonNullable<ScopeOf<'selection'>['audited']>,
  { auditedRoots = [] }: Known,
): Promise<PackReport['audited']> {
  for (const { folder, recordSha256 } of exhibits) {
    const path = `${exhibitsFolder}${folder}/${proofName}`;
    const bytes = texts.get(path);
    if (!bytes) {
      fault('missing-file', path, 'each exhibit of this pack has a proof');
      continue;
    }
    const proof = readProof(bytesToText(bytes));
    if (
      !proof ||
      proof.recordSha256 !== recordSha256 ||
      proof.count !== count ||
      (await rootOfText(proof)) !== root
    )
      fault('bad-proof', path, 'it does not lead from its exhibit’s record to the audited root');
  }
  const known = auditedRoots.includes(root);
  if (auditedRoots.length === 0)
    note(
      `The exhibits belong to the set with the root ${root}: ask the auditor whether that is the audited one.`,
    );
  else if (!known)
    fault('bad-proof', paths.manifest, 'its audited root is none of those that were given as known');
  return { root, known };
}
