/** What page and worker say to each other when an audit pack is made. */
import type { AuditPackInput, PackProgress } from '#core/pack/audit-pack.ts';
import type { Manifest } from '#core/pack/manifest.ts';
import type { PackSealing, PackStamp } from '#core/pack/pack-integrity.ts';
import type { Bytes } from '#core/shared/bytes.ts';

type Asked = 'readFile' | 'drawPdf' | 'onManifest' | 'onProgress' | 'signal';

/** What a pack is made of, as plain values. The worker reads the exhibits and their files itself and asks the page for the rest. */
export type PackOrder = Omit<AuditPackInput, Asked | 'sealing' | 'exhibits'> & {
  /** Their ids. */
  exhibits: readonly string[];
  sealing: Omit<PackSealing, 'signer' | 'stamp'> & {
    signer: Omit<PackSealing['signer'], 'sign'>;
    /** Whether an authority may be asked. */
    stamps: boolean;
  };
};

/** `more`: the next piece of the archive is wanted; `used` is the memory of one that was written. */
export type PackRequest =
  { kind: 'begin'; order: PackOrder } | { kind: 'more'; used: ArrayBuffer | undefined };

/**
 * What only the page can do. It answers at the port that comes with the question. `draw`: the report waits in that port, which is for a
 * worker that draws it.
 */
export type PackQuestion =
  { kind: 'sign'; bytes: Bytes } | { kind: 'stamp'; bytes: Bytes } | { kind: 'draw' };
export type PackAnswer =
  { ok: true; value: Bytes | PackStamp | undefined } | { ok: false; error: { message: string } };

/** What the workspace keeps of a manifest. */
export type PackOutcome = Pick<Manifest, 'generatedAt' | 'scope' | 'exhibits' | 'exhibitsRoot'>;

export type PackNews =
  | { kind: 'asked'; question: PackQuestion }
  | { kind: 'progress'; progress: PackProgress }
  | { kind: 'manifest'; manifest: PackOutcome; sha256: string }
  | { kind: 'piece'; bytes: Bytes }
  | { kind: 'end' }
  /** `name` and `message` are those of the error. */
  | { kind: 'failed'; name: string; message: string };
