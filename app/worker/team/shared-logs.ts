/**
 * The logs of the devices that seal exhibits, in the shared document and in this device's storage: each gets what only the other has, and
 * what a member's device wrote over or took away is written again. docs/decisions/0029.
 */
import type * as Y from 'yjs';
import type { Signer } from '#core/crypto/device-key.ts';
import type { ReceivedSeal } from '#core/handover/pull-log.ts';
import { readRoster, type Device } from '#core/seal/device-roster.ts';
import { faultOfTold, isSameSighting, signSighting, verifySighting } from '#core/seal/log-sighting.ts';
import { parseSeal, verifySeal } from '#core/seal/seal.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import {
  shareLogs,
  sharedDevices,
  sharedSeals,
  sharedSightings,
  type SharedDevice,
  type SharedSighting,
} from '#core/sync/shared-evidence.ts';
import type { AppDatabase, LogReport, StoredDevice } from '../../storage/database.ts';
import { addSeals, keepRevocation } from '../../storage/seal-store.ts';

/** A device of a member; `name`: the member's and the device's. `isPresent`: neither was removed, and the member may write. */
export type Witness = { publicKeySpki: Bytes; name: string; isPresent: boolean };

export type LogExchangeParts = {
  db: AppDatabase;
  doc: Y.Doc;
  signer: Signer;
  /** The line by which this device introduced itself. */
  introduction: string;
  /** By fingerprint: whose reports of loss count, and whose sightings while they are present. */
  witnesses: () => ReadonlyMap<string, Witness>;
  now: () => Date;
};

type SharedRevocation = { revocation: string; revoker: string; revokedBy: string };

export function createLogExchange({ db, doc, signer, introduction, witnesses, now }: LogExchangeParts) {
  /** Lines that are no seal, or not their device's: a member's device may write any number, and they are looked at once. */
  const refused = new Set<string>();

  function presentKey(fingerprint: string): Bytes | undefined {
    const witness = witnesses().get(fingerprint);
    return witness?.isPresent ? witness.publicKeySpki : undefined;
  }

  const deviceOf = async (fingerprint: string, line: string): Promise<Device | undefined> =>
    (await readRoster([line])).devices.get(fingerprint);

  /** The report of loss among these lines, when a device of a member signed it. */
  async function revocationOf(
    fingerprint: string,
    { introduction: own, revocation, revoker }: SharedDevice,
  ): Promise<SharedRevocation | undefined> {
    if (revocation === undefined || revoker === undefined) return undefined;
    const { devices } = await readRoster([...new Set([own, revoker])].concat(revocation));
    const by = devices.get(fingerprint)?.revocation?.by;
    const witness = by === undefined ? undefined : witnesses().get(by);
    return witness && { revocation, revoker, revokedBy: witness.name };
  }

  /** What the document should hold of the device, when it does not. */
  async function lackingDevice(
    stored: StoredDevice,
    shared: SharedDevice | undefined,
  ): Promise<SharedDevice | undefined> {
    const { fingerprint, revocation } = stored;
    const own: SharedDevice = {
      introduction: stored.introduction,
      ...(revocation !== undefined && { revocation, revoker: stored.revoker ?? introduction }),
    };
    if (!shared || !(await deviceOf(fingerprint, shared.introduction))) return own;
    const isLacking = revocation !== undefined && !(await revocationOf(fingerprint, shared));
    return isLacking ? own : undefined;
  }

  /** Whether the line is a seal of this hash that its device signed. A signature may have two forms, and both are right. */
  async function isSealOf(
    sha256: string,
    line: string,
    devices: ReadonlyMap<string, Device>,
  ): Promise<boolean> {
    const seal = await parseSeal(line);
    const device = seal?.sha256 === sha256 ? devices.get(seal.device) : undefined;
    return device !== undefined && (await verifySeal(line, device)) !== undefined;
  }

  /** What this device heard from the sealing device itself, when it is news. */
  async function newSighting(
    { fingerprint, head, asked }: StoredDevice,
    shared: ReadonlyMap<string, SharedSighting>,
  ): Promise<[string, SharedSighting] | undefined> {
    // While the log is being fetched the device has named more than is here.
    if (!head || asked === undefined || (asked?.sequence ?? 0) > head.sequence) return undefined;
    const key = `${signer.fingerprint}.${fingerprint}`;
    const heard = { newest: head, told: asked };
    const before = shared.get(key);
    const said = before && (await verifySighting(before.line, () => signer.publicKeySpki));
    if (said?.by === signer.fingerprint && isSameSighting(said, heard)) return undefined;
    const seal = (await db.seals.get(head.sha256))?.line;
    return seal === undefined ? undefined : [key, { line: await signSighting(signer, heard, now()), seal }];
  }

  /** Gives the document what this device has and the document lacks. */
  async function share(): Promise<void> {
    const stored = await db.devices.toArray();
    const introduced = new Map<string, Device>();
    for (const each of stored) {
      const device = await deviceOf(each.fingerprint, each.introduction);
      if (device) introduced.set(each.fingerprint, device);
    }
    const [inDocument, sealsThere, sightingsThere] = [
      sharedDevices(doc),
      sharedSeals(doc),
      sharedSightings(doc),
    ];
    const devices = new Map<string, SharedDevice>();
    const seals = new Map<string, string>();
    const sightings = new Map<string, SharedSighting>();
    for (const each of stored) {
      // What was changed in this storage is not passed on.
      if (!introduced.has(each.fingerprint)) continue;
      const device = await lackingDevice(each, inDocument.get(each.fingerprint));
      if (device) devices.set(each.fingerprint, device);
      const sighting = await newSighting(each, sightingsThere);
      if (sighting) sightings.set(...sighting);
    }
    for (const { sha256, line } of await db.seals.toArray()) {
      const there = sealsThere.get(sha256);
      if (there === line || (there !== undefined && (await isSealOf(sha256, there, introduced)))) continue;
      if (await isSealOf(sha256, line, introduced)) seals.set(sha256, line);
    }
    shareLogs(doc, { devices, seals, sightings });
  }

  /** The seals in these lines that their devices signed. */
  async function verified(
    lines: Iterable<string>,
    devices: ReadonlyMap<string, Device>,
  ): Promise<ReceivedSeal[]> {
    const received: ReceivedSeal[] = [];
    for (const line of lines) {
      if (refused.has(line)) continue;
      const claimed = await parseSeal(line);
      const device = claimed && devices.get(claimed.device);
      const seal = device && (await verifySeal(line, device));
      if (seal) received.push({ seal, line });
      // A device that is not known yet may come.
      else if (!claimed || device) refused.add(line);
    }
    return received;
  }

  /** By sealing device: what its owners' replicas heard from it and hold against it. */
  async function readReports(
    sightings: Iterable<SharedSighting>,
    devices: ReadonlyMap<string, Device>,
  ): Promise<Map<string, Record<string, LogReport>>> {
    const reports = new Map<string, Record<string, LogReport>>();
    for (const { line, seal } of sightings) {
      const sighting = await verifySighting(line, presentKey);
      const device = sighting && devices.get(sighting.device);
      // Nobody is believed who cannot show the seal.
      const shown = device && (await verifySeal(seal, device));
      if (
        !sighting ||
        shown?.sha256 !== sighting.newest.sha256 ||
        shown.sequence !== sighting.newest.sequence
      )
        continue;
      const fault = faultOfTold(sighting.newest, sighting.told);
      const witness = witnesses().get(sighting.by);
      if (!fault || !witness || sighting.by === signer.fingerprint) continue;
      reports.set(sighting.device, {
        ...reports.get(sighting.device),
        [sighting.by]: { by: witness.name, fault },
      });
    }
    return reports;
  }

  /** Stores what the document has and this device lacks, after each signature was checked. Rejects when storage fails. */
  async function take(): Promise<void> {
    const devices = new Map<string, Device>();
    for (const [fingerprint, shared] of sharedDevices(doc)) {
      const device = await deviceOf(fingerprint, shared.introduction);
      if (!device) continue;
      devices.set(fingerprint, device);
      const stored = await db.devices.get(fingerprint);
      if (!stored) await db.devices.add({ fingerprint, introduction: shared.introduction });
      const revocation =
        stored?.revocation === undefined ? await revocationOf(fingerprint, shared) : undefined;
      if (revocation) await keepRevocation(db, fingerprint, revocation);
    }
    const known = new Set(await db.seals.toCollection().primaryKeys());
    const sightings = [...sharedSightings(doc).values()];
    const lines = [...sharedSeals(doc)].filter(([sha256]) => !known.has(sha256)).map(([, line]) => line);
    const received = await verified(new Set([...lines, ...sightings.map(({ seal }) => seal)]), devices);
    const news = received.filter(({ seal }) => !known.has(seal.sha256));
    const reports = await readReports(sightings, devices);
    await db.transaction('rw', db.devices, db.seals, async () => {
      await addSeals(db, news);
      for (const stored of await db.devices.toArray()) {
        const { reports: before = {}, ...device } = stored;
        const after = reports.get(stored.fingerprint) ?? {};
        if (JSON.stringify(before) === JSON.stringify(after)) continue;
        await db.devices.put(Object.keys(after).length > 0 ? { ...device, reports: after } : device);
      }
    });
  }

  return { share, take };
}
