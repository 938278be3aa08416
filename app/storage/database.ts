import { Dexie, type EntityTable, type Table } from 'dexie';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { LogFault } from '#core/seal/device-log.ts';
import type { QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import type { LogHead } from '#core/seal/seal.ts';
import { databaseName, databaseVersion } from './database-name.ts';

/** An exhibit that this device holds whole: record and every file, verified on arrival. */
export type StoredExhibit = {
  id: string;
  record: ExhibitRecord;
  /** SHA-256 of the record's canonical JSON (RFC 8785). */
  recordSha256: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  /** SHA-256 of the seal that came with it: a seal that is gone later is missed. Absent for a clip that was accepted before there were seals. */
  seal?: string;
  /** `arrivalSha256` of what stood here when it came. Absent where it came before this was kept. */
  arrival?: string;
  /** ISO 8601, UTC. Set while the exhibit is discarded: it and its files stay until they are purged, so it can be undone. */
  discardedAt?: string;
};

/** A file by its content; exhibits that share it share the row. */
export type StoredFile = { sha256: string; mediaType: string; sizeBytes: number; content: Blob };

/** A piece of a file that is still arriving; deleted when the whole file is stored. */
export type IncomingPart = { exhibit: string; sha256: string; offset: number; content: Blob };

/** One Yjs update of the workspace document, in the order in which it was stored. */
export type StoredUpdate = { sequence: number; bytes: Uint8Array };

/** A seal of an extension's device, its signature checked when it came. Two of one number are a fork, and both are kept. */
export type StoredSeal = { sha256: string; device: string; sequence: number; exhibit: string; line: string };

/** A device that seals exhibits. The lines are signed ones of `core/seal/device-roster.ts`. */
export type StoredDevice = {
  fingerprint: string;
  introduction: string;
  /** This app's device says that it is the same member's; made with the first pack. */
  vouching?: string;
  /** Since it was lost. */
  revocation?: string;
  /** The line by which the device that signed `revocation` introduced itself, where it is another member's, and the member's name. */
  revoker?: string;
  revokedBy?: string;
  /** The newest seal that ever came: a log that lacks it was cut here. */
  head?: LogHead;
  /** Up to this number every seal was here once: what is missing of them was removed here and is not on its way. */
  whole?: number;
  /** The newest seal that the device itself named when this app asked it last; null when it said that it has none. */
  asked?: LogHead | null;
  /** Set while the device itself tells of fewer, or of other, seals than came from it before. */
  told?: LogFault;
  /** What the device told other members' replicas that is wrong, by the reporting device's fingerprint. */
  reports?: Record<string, LogReport>;
};

/** `by`: the member and the device's label, as the control log named them then. */
export type LogReport = { by: string; fault: LogFault };

/** A line of `core/signing` with the content that it is about. */
export type StoredStatement = { line: string; content: object };

/** Small settings by name, such as this member's name. */
export type Setting = { name: string; value: unknown };

export class AppDatabase extends Dexie {
  exhibits!: EntityTable<StoredExhibit, 'id'>;
  files!: EntityTable<StoredFile, 'sha256'>;
  incoming!: Table<IncomingPart, [string, string, number]>;
  updates!: EntityTable<StoredUpdate, 'sequence'>;
  settings!: EntityTable<Setting, 'name'>;
  seals!: EntityTable<StoredSeal, 'sha256'>;
  devices!: EntityTable<StoredDevice, 'fingerprint'>;
  /** Timestamps over seals, and what waits for one; the subject is the seal's SHA-256. */
  stamps!: EntityTable<QueuedStamp, 'subject'>;
  statements!: EntityTable<StoredStatement, 'line'>;

  constructor(name = databaseName) {
    // Relaxed durability, Chromium's default, may lose an acknowledged write when the machine loses power.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      exhibits: '&id, record.provenance.capturedAt',
      files: '&sha256',
      incoming: '[exhibit+sha256+offset], exhibit',
      updates: '++sequence',
      settings: '&name',
    });
    this.version(2).stores({
      seals: '&sha256, exhibit, [device+sequence]',
      devices: '&fingerprint',
      stamps: '&subject',
      statements: '&line',
    });
    // Few exhibits are discarded, and those are looked for often.
    this.version(databaseVersion).stores({ exhibits: '&id, record.provenance.capturedAt, discardedAt' });
  }
}
