/** From what a person wants in a pack to its exhibits, its scope, and the files that let others follow the choice. */
import type { ControlGroup } from '../catalogue/control.ts';
import { nameOfRow } from '../catalogue/control-name.ts';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import { evidenceIndex, type EvidenceRow } from '../exchange/evidence-index.ts';
import { utcDay } from '../exchange/exhibit-names.ts';
import { proverOf } from '../merkle/proof-text.ts';
import { treeRoot } from '../merkle/tree.ts';
import { drawSample, type Sample } from '../sampling/draw-sample.ts';
import { bytesToHex, bytesToText, hexToBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { notInSet, setChanged } from './pack-error.ts';
import { paths } from './pack-paths.ts';
import type { Audited, PackScope } from './pack-scope.ts';

/** A set of exhibits that an auditor saw: the hashes of its records in the order of that pack. */
type AuditedSet = Pick<Audited, 'root' | 'manifestSha256' | 'generatedAt'> & {
  leaves: readonly string[];
};

/** What a person wants in a pack. */
export type PackChoice =
  | Exclude<PackScope, { kind: 'selection' }>
  | { kind: 'selection'; exhibits: readonly string[]; audited?: AuditedSet | undefined };

export type ChosenExhibits = {
  exhibits: readonly ExhibitRecord[];
  scope: PackScope;
  /** Population and sample, in the order of the archive. */
  files: [path: string, bytes: Bytes][];
  /** Texts of the proofs, by exhibit. */
  proofs: ReadonlyMap<string, string>;
};

/** The theme of the first control that an exhibit is linked to, in the order of the SoA: its stratum in a sample. */
const stratumOf = ({ controls: [first] }: EvidenceRow): ControlGroup | 'none' =>
  first === undefined ? 'none' : nameOfRow({ control: first }).group;

const theseOf = (exhibits: readonly ExhibitRecord[], ids: ReadonlySet<string>) =>
  exhibits.filter(({ id }) => ids.has(id));

type Whole = { entries: readonly SoaEntry[]; exhibits: readonly ExhibitRecord[] };

/** The exhibits that the choice takes; of a sample, those that it is drawn from. */
export function exhibitsIn(choice: PackChoice, { entries, exhibits }: Whole): readonly ExhibitRecord[] {
  switch (choice.kind) {
    case 'all':
    case 'sample':
      return exhibits;
    case 'window':
      return exhibits.filter(({ provenance: { capturedAt } }) => {
        const day = utcDay(capturedAt);
        return choice.from <= day && day <= choice.to;
      });
    case 'theme': {
      const own = entries.filter((entry) => nameOfRow(entry).group === choice.theme);
      const linked = own.flatMap((entry) => entry.exhibits);
      return theseOf(exhibits, new Set(linked));
    }
    case 'selection':
      return theseOf(exhibits, new Set(choice.exhibits));
  }
}

/**
 * Rejects with an `AuditPackError` when a chosen exhibit does not belong to the audited set, or when the set is not the one of its root.
 */
export async function chooseExhibits(
  choice: PackChoice,
  { entries, exhibits }: Whole,
): Promise<ChosenExhibits> {
  const plain = { files: [], proofs: new Map<string, string>() };
  switch (choice.kind) {
    case 'all':
      return { ...plain, exhibits, scope: choice };
    case 'window':
    case 'theme':
      return { ...plain, exhibits: exhibitsIn(choice, { entries, exhibits }), scope: choice };
    case 'sample': {
      const rows = evidenceIndex(entries, exhibits);
      const population = await Promise.all(
        rows.map(async (row) => ({
          exhibit: row.id,
          recordSha256: await canonicalRecordSha256(row.record),
          theme: stratumOf(row),
        })),
      );
      const sample = await drawSample(population, ({ theme }) => theme, choice);
      const drawn = new Set(sample.rows.flatMap((at) => population[at]?.exhibit ?? []));
      return {
        ...plain,
        exhibits: theseOf(exhibits, drawn),
        scope: choice,
        files: [
          [paths.population, populationBytes(population)],
          [paths.sample, canonicalJson(sample satisfies Sample)],
        ],
      };
    }
    case 'selection': {
      const chosen = exhibitsIn(choice, { entries, exhibits });
      if (!choice.audited) return { ...plain, exhibits: chosen, scope: { kind: 'selection' } };
      const { root, leaves, manifestSha256, generatedAt } = choice.audited;
      if (bytesToHex(await treeRoot(leaves.map(hexToBytes))) !== root) throw setChanged(root);
      const audited = { root, count: leaves.length, manifestSha256, generatedAt };
      return {
        ...plain,
        exhibits: chosen,
        scope: { kind: 'selection', audited },
        proofs: await proofsOf(chosen, leaves),
      };
    }
  }
}

/** One canonical row a line, as `npm run draw` reads it. */
const populationBytes = (rows: readonly object[]): Bytes =>
  textToBytes(rows.map((row) => `${bytesToText(canonicalJson(row))}\n`).join(''));

async function proofsOf(chosen: readonly ExhibitRecord[], leaves: readonly string[]) {
  const placeOf = new Map(leaves.map((leaf, at) => [leaf, at]));
  const prove = await proverOf(leaves);
  const proofs = new Map<string, string>();
  for (const record of chosen) {
    const at = placeOf.get(await canonicalRecordSha256(record));
    if (at === undefined) throw notInSet(record.id);
    proofs.set(record.id, await prove(at));
  }
  return proofs;
}
