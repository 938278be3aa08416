/** Whether what is left of redacted exhibits is what their devices captured, from pixels and texts anew. */
import { verifyDeviceSignature } from '../crypto/device-key.ts';
import { pemBlocks } from '../crypto/pem.ts';
import type { ExhibitRecord, Remains } from '../evidence/exhibit.ts';
import { exhibitFileNames } from '../exchange/exhibit-names.ts';
import type { Manifest } from '../pack/manifest.ts';
import { isFileLeftOut } from '../pack/left-out.ts';
import { deviceKeyPath, exhibitsFolder } from '../pack/pack-paths.ts';
import { checkRemains, parseOriginal, type Original } from '../remains/original.ts';
import { bytesToText, type Bytes } from '../shared/bytes.ts';
import type { CheckedDevices } from './check-devices.ts';
import { toleranceMs, type CheckedRemains, type PackContents } from './verification.ts';

/** Reads a file of the pack once more; undefined when it is not there. */
export type ReadAgain = (path: string) => Promise<Bytes | undefined>;

const sentences: Record<Exclude<Awaited<ReturnType<typeof checkRemains>>, Remains>, string> = {
  unreadable: 'it has not a salt for each piece that is left and a hash for each that was taken out',
  'other-picture': 'the picture is not one of the size that the device signed',
  'lacks-text': 'a text is said to be left that is not there',
  'other-root': 'what is said to be left is not what the device signed when it was captured',
};

type Sealed = NonNullable<ReturnType<CheckedDevices['seals']['get']>>;

/** What is wrong with the statement about the original: a sentence; undefined where it holds. */
async function faultOfStatement(
  { body, bytes, signature }: NonNullable<Awaited<ReturnType<typeof parseOriginal>>>,
  record: ExhibitRecord,
  { seal }: Sealed,
  { texts }: PackContents,
  sealOf: ReadonlyMap<string, Sealed['seal']>,
): Promise<string | undefined> {
  if (body.device !== seal.device)
    return 'its original was signed by another device than the one that sealed it';
  const [spki] = pemBlocks(
    bytesToText(texts.get(deviceKeyPath(body.device)) ?? new Uint8Array()),
    'PUBLIC KEY',
  );
  if (!spki || !(await verifyDeviceSignature(spki, bytes, signature)))
    return 'the signature over its original does not hold';
  if (body.capturedAt !== record.provenance.capturedAt) return 'its original was captured at another time';
  const at = Date.parse(body.at);
  if (at < Date.parse(body.capturedAt) - toleranceMs || at > Date.parse(seal.sealedAt) + toleranceMs)
    return 'its original was not signed between its capture and its seal';
  const { after } = body;
  if (!after) return undefined;
  const before = sealOf.get(after.sha256);
  const isBefore =
    before?.device === body.device && before.sequence === after.sequence && after.sequence < seal.sequence;
  return isBefore ? undefined : 'its original names a seal before it that is not in the device’s log';
}

const matches = (remains: Remains, said: Remains) =>
  remains.tiles === said.tiles &&
  remains.tilesLeft === said.tilesLeft &&
  remains.texts === said.texts &&
  remains.textsLeft === said.textsLeft;

/**
 * Checks each exhibit that claims to show what is left of its original, one after the other. Where the pack leaves out pictures or texts,
 * or cannot be read again, nothing is claimed, and a note says so.
 */
export async function checkRedactions(
  contents: PackContents,
  { exhibits, leftOut }: Manifest,
  records: readonly ExhibitRecord[],
  devices: CheckedDevices,
  readAgain: ReadAgain | undefined,
): Promise<CheckedRemains[]> {
  const { fault, note } = contents;
  const listed = new Map(exhibits.map((exhibit) => [exhibit.id, exhibit]));
  const claims = records.filter(({ remains }) => remains !== undefined);
  const isWhole = !isFileLeftOut('original', leftOut) && !isFileLeftOut('remains', leftOut);
  if (claims.length > 0 && (!readAgain || !isWhole)) {
    note(
      `${claims.length} redacted exhibits were not compared with what their devices signed: ${isWhole ? 'that takes the whole pack' : 'pictures or texts are left out'}.`,
    );
    return [];
  }
  const checked: CheckedRemains[] = [];
  const sealOf = new Map([...devices.seals.values()].map(({ seal }) => [seal.sha256, seal]));
  for (const record of claims) {
    const exhibit = listed.get(record.id);
    const sealed = devices.seals.get(record.id);
    if (!exhibit || !readAgain || !record.remains) continue;
    const folder = `${exhibitsFolder}${exhibit.folder}`;
    const names = exhibitFileNames(record);
    const pathOf = (role: string) => {
      const at = record.files.findIndex((file) => file.role === role);
      return at < 0 ? undefined : `${folder}/${names[at] ?? ''}`;
    };
    const path = pathOf('remains') ?? folder;
    const bad = (detail: string) => fault('bad-proof', path, detail);
    if (!sealed) {
      bad('no seal of its device holds, so nobody vouches for its original');
      continue;
    }
    const statement = await parseOriginal(record.remains.statement);
    const wrong = statement
      ? await faultOfStatement(statement, record, sealed, contents, sealOf)
      : 'its record has no statement about its original';
    if (!statement || wrong !== undefined) {
      bad(wrong ?? '');
      continue;
    }
    const found = await remainsIn(statement.body, pathOf, readAgain);
    // A file that is missing was named already.
    if (!found) continue;
    if (typeof found === 'string') bad(sentences[found]);
    else if (!matches(found, record.remains))
      bad('its record says that another part of its original is left');
    else {
      const { tiles, tilesLeft, texts, textsLeft } = found;
      checked.push({
        number: exhibit.number,
        tiles,
        tilesLeft,
        texts,
        textsLeft,
        signedAt: statement.body.at,
      });
    }
  }
  return checked;
}

async function remainsIn(
  original: Original,
  pathOf: (role: string) => string | undefined,
  readAgain: ReadAgain,
): Promise<Awaited<ReturnType<typeof checkRemains>> | undefined> {
  const read = async (role: string) => {
    const path = pathOf(role);
    return path === undefined ? undefined : readAgain(path);
  };
  const textOf = async (role: string) => {
    const bytes = await read(role);
    return bytes && bytesToText(bytes);
  };
  const [file, picture] = [await read('remains'), await read('original')];
  if (!file || !picture) return undefined;
  try {
    return await checkRemains(
      original,
      { picture, page: await textOf('page'), ocr: await textOf('ocr') },
      file,
    );
  } catch {
    // Texts that are nested deeper than any page of ours.
    return 'lacks-text';
  }
}
