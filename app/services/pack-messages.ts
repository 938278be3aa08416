/** What page and worker say to each other when an audit pack is made. */
import type { AuditPackInput, PackProgress } from '#core/pack/audit-pack.ts';
import type { Manifest } from '#core/pack/manifest.ts';
import type { PackSealing, PackStamp } from '#core/pack/pack-integrity.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import type { Report } from '#core/typeset/report.ts';

type Asked = 'readFile' | 'drawPdf' | 'onManifest' | 'onProgress' | 'signal';

/** What a pack is made of, as plain values. The worker reads the exhibits' files itself and asks the page for the rest. */
export type PackOrder = Omit<AuditPackInput, Asked | 'sealing'> & {
  sealing: Omit<PackSealing, 'signer' | 'stamp'> & {
    signer: Omit<PackSealing['signer'], 'sign'>;
    /** Whether an authority may be asked. */
    stamps: boolean;
  };
};

/** `more`: the next piece of the archive is wanted. */
export type PackRequest = { kind: 'begin'; order: PackOrder } | { kind: 'more' };

/** What only the page can do. It answers at the port that comes with the question. */
export type PackQuestion =
  { kind: 'sign'; bytes: Bytes } | { kind: 'stamp'; bytes: Bytes } | { kind: 'draw'; report: Report };
export type PackAnswer =
  { ok: true; value: Bytes | PackStamp | undefined } | { ok: false; error: { message: string } };

export type PackNews =
  | { kind: 'asked'; question: PackQuestion }
  | { kind: 'progress'; progress: PackProgress }
  | { kind: 'manifest'; manifest: Manifest; sha256: string }
  | { kind: 'piece'; bytes: Bytes }
  | { kind: 'end' }
  /** `name` and `message` are those of the error. */
  | { kind: 'failed'; name: string; message: string };
