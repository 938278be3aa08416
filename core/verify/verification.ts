import type { Remains } from '../evidence/exhibit.ts';
import type { LogHead } from '../seal/seal.ts';
import type { Bytes } from '../shared/bytes.ts';
import type { LostDevice } from './known-line.ts';
import type { PackFault } from './pack-fault.ts';

/** What the reader knows from elsewhere. The more of it, the more a pack can be held to. */
export type Known = {
  /** Fingerprints of devices, heard from their owners. Empty: the pack is only checked for fitting together. */
  devices: readonly string[];
  /** Newest seals that were seen earlier: a log that lacks them was cut or rewritten. */
  heads: readonly LogHead[];
  /** Devices that the reader knows to be lost, whatever the pack's own roster says or leaves out. */
  lost?: readonly LostDevice[];
  /** Certificates (DER) of the timestamp authorities' roots. */
  stampRoots: readonly Bytes[];
  /** SHA-256 of such certificates, for readers who have only that: the certificate itself is in the pack's chain. */
  stampRootHashes?: readonly string[];
  /** Roots of audited sets, heard from the auditor: what is proved must lead to one of them. */
  auditedRoots?: readonly string[];
  now: Date;
};

export type PackReport = {
  /** True when there is no fault. It does not say that the signer is who they say: see `signer.known`. */
  ok: boolean;
  faults: PackFault[];
  /** What is no fault, yet limits what the pack proves. */
  notes: string[];
  files: number;
  /** Of `manifest.json`, by which a reply names the pack; undefined when there is none. */
  manifestSha256: string | undefined;
  exhibits: number;
  /** Exhibits that a device sealed at acceptance. */
  sealed: number;
  signer: { fingerprint: string; member: string; known: boolean } | undefined;
  /** The authority's time (ISO 8601, UTC); `known` when its root is one that the reader trusts. */
  stamp: CheckedStamp | undefined;
  /** Timestamps over seals that hold. */
  sealStamps: CheckedSealStamp[];
  /** Redacted exhibits of which what is left was shown to be the original's. */
  redacted: CheckedRemains[];
  /** The root to which the exhibits are proved to belong; undefined where the pack proves none. */
  audited: { root: string; known: boolean } | undefined;
  /** Keep these: the next pack must still contain them. */
  heads: LogHead[];
};

/**
 * A timestamp, when it holds: the authority's time, its name, and whether its root is one that the reader trusts. `root`: SHA-256 of the
 * certificate at the end of the chain against which it was checked.
 */
export type CheckedStamp = { at: string; authority: string; known: boolean; root: string };

/**
 * How many tiles of a redacted exhibit's picture and pieces of its texts are provably those that its device signed at this time (ISO 8601, by
 * the device's clock), before anything was redacted.
 */
export type CheckedRemains = Remains & { number: string; signedAt: string };

/** It covers every seal of the device up to this number. */
export type CheckedSealStamp = CheckedStamp & { device: string; sequence: number };

/** What the checks share: small files by their path in the pack, hashes of all of them, and where faults go. */
export type PackContents = {
  /** Contents of the files that other checks read; others are only hashed. */
  texts: Map<string, Bytes>;
  /** In the order of the archive. */
  hashes: Map<string, { sha256: string; sizeBytes: number }>;
  fault: (kind: PackFault['kind'], path: string, detail: string) => void;
  note: (sentence: string) => void;
};

/** How far two devices' clocks may be apart before we call it a contradiction. */
export const toleranceMs = 5 * 60_000;
