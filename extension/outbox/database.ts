import { Dexie, type EntityTable } from 'dexie';
import type { ExhibitFile, ExhibitRecord, Proposal, Provenance, Redaction } from '#core/evidence/exhibit.ts';
import type { ControlId } from '#core/catalogue/control.ts';
import type { DoubleTake } from '#core/evidence/double-take.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import type { PageSignature, ReviewedPage } from '#core/recognition/feedback.ts';

/**
 * The states of a clip; each is stored before the next step begins, so that any step can be run again.
 * `capturing`: the picture is stored, the page's text may still be on its way. `captured`: waits for reading. `read`: waits for
 * classifying. `proposed`: waits for a person. `accepted`: waits for the app. `delivered`: the app has confirmed that it holds it.
 */
export type ClipState = 'capturing' | 'captured' | 'read' | 'proposed' | 'accepted' | 'delivered';

/** Why a step of the queue failed, in words for the person who looks at the clip. `at` is ISO 8601, UTC. */
export type ClipFailure = { step: 'page-text' | 'reading' | 'classifying'; message: string; at: string };

export type Clip = {
  id: string;
  state: ClipState;
  /** Set when the person discarded the clip; ISO 8601, UTC. It is purged a day later. */
  discardedAt?: string;
  provenance: Provenance;
  files: ExhibitFile[];
  /** A small picture for lists; made when the clip is read. */
  thumbnail?: Blob;
  /** Which words the page drew and where, until the picture is compared with it. */
  drawn?: DrawnPage;
  reading?: ExhibitRecord['reading'];
  /** What came of comparing this take with an earlier one. */
  doubleTake?: DoubleTake;
  model?: ExhibitRecord['model'];
  proposals: Proposal[];
  /** Where the page stands among pages, for learning from the review. */
  signature?: PageSignature;
  /** Controls that the person added by search. */
  addedControls: ControlId[];
  note: string;
  /** What was redacted so far; the content is gone. */
  redactions?: Redaction[];
  /** How often the present step was begun. Counted before the work, so that a picture that kills the reader is not tried for ever. */
  tries: number;
  failure?: ClipFailure;
  /** Fixed on acceptance, gone when it is taken back. */
  accepted?: { record: ExhibitRecord; recordSha256: string };
  /** When the app first asked for the manifest; from then on acceptance cannot be taken back. ISO 8601, UTC. */
  offeredAt?: string;
  deliveredAt?: string;
};

/** A file of a clip by its content. */
export type ClipFile = { sha256: string; content: Blob };

/** An origin that a person paired with this extension. */
export type Pairing = { origin: string; pairedAt: string };

/** What was decided about an accepted clip, for the ranking of the next pages of its kind. Never leaves this device. */
export type StoredReview = ReviewedPage & { clip: string; reviewedAt: string };

export type ExtensionSetting = { name: 'collectedBy'; value: string };

export class ExtensionDatabase extends Dexie {
  clips!: EntityTable<Clip, 'id'>;
  files!: EntityTable<ClipFile, 'sha256'>;
  pairings!: EntityTable<Pairing, 'origin'>;
  reviews!: EntityTable<StoredReview, 'clip'>;
  settings!: EntityTable<ExtensionSetting, 'name'>;

  constructor(name = 'exhibit-clips') {
    // Relaxed durability, Chromium's default, may lose an acknowledged write when the machine loses power.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      clips: '&id, state, [id+state]',
      files: '&sha256',
      pairings: '&origin',
      settings: '&name',
    });
    this.version(2).stores({ reviews: '&clip, reviewedAt' });
  }
}
