/**
 * What members know of each other's exhibits: a document of its own, small, because records and files are stored beside it (file-exchange.ts).
 * PROTOCOL.md, Files. Everything in it is parsed on reading: a member's device may write anything.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { FileReference } from './file-exchange.ts';

export const evidenceSubject = 'doc.evidence';

/** A record with its 93 proposals and their passages is far smaller. */
const mostRecordBytes = 8 * 1024 * 1024;
/** More are not read: a hostile replica must not stop the app. */
const mostEntries = 200_000;

const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const idSchema = v.pipe(v.string(), v.uuid());
const referenceSchema = v.object({
  sha256: sha256Schema,
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostRecordBytes)),
  generation: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
});
const line = v.pipe(v.string(), v.maxLength(20_000));
/** `revoker`: the line by which the device that signed the revocation introduced itself. */
const deviceSchema = v.object({
  introduction: line,
  revocation: v.optional(line),
  revoker: v.optional(line),
});
export type SharedDevice = v.InferOutput<typeof deviceSchema>;

/** What a member's device heard from a device that seals (core/seal/log-sighting.ts), and the line of the newest seal that it names. */
const sightingSchema = v.object({ line, seal: line });
export type SharedSighting = v.InferOutput<typeof sightingSchema>;

const exhibitsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('exhibits');
const devicesOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('devices');
const sealsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('seals');
const sightingsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('sightings');

function* parsed<Schema extends v.GenericSchema>(map: Y.Map<unknown>, schema: Schema) {
  let read = 0;
  for (const [key, value] of map) {
    if ((read += 1) > mostEntries) return;
    const result = v.safeParse(schema, value);
    if (result.success) yield [key, result.output] as const;
  }
}

/** By exhibit: where its record is, and under which generation its files are. */
export const sharedExhibits = (doc: Y.Doc): Map<string, FileReference> =>
  new Map([...parsed(exhibitsOf(doc), referenceSchema)].filter(([id]) => v.is(idSchema, id)));

export const shareExhibit = (doc: Y.Doc, id: string, record: FileReference): void =>
  void exhibitsOf(doc).set(id, record);

/** By fingerprint: the lines by which devices that seal exhibits introduce themselves, and by which one was revoked. */
export const sharedDevices = (doc: Y.Doc): Map<string, SharedDevice> =>
  new Map([...parsed(devicesOf(doc), deviceSchema)].filter(([device]) => v.is(sha256Schema, device)));

/** By SHA-256: the lines of the devices' logs. */
export const sharedSeals = (doc: Y.Doc): Map<string, string> => new Map(parsed(sealsOf(doc), line));

/** By a key of the witness's and the sealing device's fingerprints; what a sighting is worth is for the caller to check. */
export const sharedSightings = (doc: Y.Doc): Map<string, SharedSighting> =>
  new Map(parsed(sightingsOf(doc), sightingSchema));

export type SharedLogs = {
  devices: ReadonlyMap<string, SharedDevice>;
  seals: ReadonlyMap<string, string>;
  sightings: ReadonlyMap<string, SharedSighting>;
};

/** Writes these entries, in one transaction; nothing is written where there are none. */
export function shareLogs(doc: Y.Doc, { devices, seals, sightings }: SharedLogs): void {
  if (devices.size + seals.size + sightings.size === 0) return;
  doc.transact(() => {
    for (const [device, lines] of devices) devicesOf(doc).set(device, lines);
    for (const [sha256, seal] of seals) sealsOf(doc).set(sha256, seal);
    for (const [key, sighting] of sightings) sightingsOf(doc).set(key, sighting);
  });
}
