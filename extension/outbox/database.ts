import { Dexie, type EntityTable, type Table } from 'dexie';
import type {
  ExhibitFile,
  ExhibitRecord,
  Proposal,
  Provenance,
  RecordedRemains,
  Redaction,
} from '#core/evidence/exhibit.ts';
import type { Pager } from '#core/evidence/exhibit-pages.ts';
import type { SkippedSnapshot } from '#core/evidence/snapshot.ts';
import type { DeviceKey } from '#core/crypto/device-key.ts';
import type { AnnexControlId } from '#core/catalogue/control.ts';
import type { DoubleTake } from '#core/evidence/double-take.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import type { PageText } from '#core/recognition/page-text.ts';
import type { KeptOriginal } from '#core/remains/original.ts';
import type { PageSignature, ReviewedPage } from '#core/recognition/feedback.ts';
import type { RedactionRules, SensitiveKind } from '#core/redaction/rules.ts';

/**
 * The states of a clip; each is stored before the next step begins, so that any step can be run again.
 * `capturing`: the picture is stored, the page's text may still be on its way. `captured`: waits for reading. `read`: waits for
 * classifying. `proposed`: waits for a person. `accepted`: waits for the app. `delivered`: the app has confirmed that it holds it.
 */
export type ClipState = 'capturing' | 'captured' | 'read' | 'proposed' | 'accepted' | 'delivered';

/** Why a step of the queue failed, in words for the person who looks at the clip. `at` is ISO 8601, UTC. */
export type ClipFailure = {
  step: 'page-text' | 'reading' | 'masking' | 'classifying';
  message: string;
  at: string;
};

/** How many different values of each kind the rules masked, and whether the picture could not be searched for them. */
export type Masked = { counts: Partial<Record<SensitiveKind, number>>; pictureUnread: boolean };

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
  /** The picture is the visible part of a page whose full picture is, or was, on its way. */
  isInterim?: true;
  proposals: Proposal[];
  /** Where the page stands among pages, for learning from the review. */
  signature?: PageSignature;
  /** Controls that the person added by search. */
  addedControls: AnnexControlId[];
  note: string;
  /** What was redacted so far; the content is gone. */
  redactions?: Redaction[];
  /** How much is left of the original, where that can be shown. */
  remains?: RecordedRemains;
  /** Set when the redaction rules have been applied, before anybody could see the clip. */
  masked?: Masked;
  /** How often the present step was begun. Counted before the work, so that a picture that kills the reader is not tried for ever. */
  tries: number;
  failure?: ClipFailure;
  /** The text ends before all of it was read, or leaves out what the page itself keeps back. */
  isTextCut?: true;
  /** Why there is no snapshot of the page, where there is none. */
  noSnapshot?: SkippedSnapshot;
  /** Fixed on acceptance, gone when it is taken back. The record bears the clip's id, unless an earlier one was sealed under that. */
  accepted?: { record: ExhibitRecord; recordSha256: string };
  /** The sealed exhibit that was taken back last: the next acceptance makes another one, which supersedes it. */
  takenBack?: string;
  /** When the app first asked for the manifest; from then on acceptance cannot be taken back. ISO 8601, UTC. */
  offeredAt?: string;
  deliveredAt?: string;
};

/** What is known of a capture as it was before anything was redacted. `of`: the SHA-256 of the files that it was made of, or is left of. */
export type StoredOriginal = KeptOriginal & { clip: string; of: string };

/** A file of a clip by its content. */
export type ClipFile = { sha256: string; content: Blob };

/** What a page gave for its snapshot, not made inert yet: never shown, and gone when the snapshot is made. */
export type StoredDraft = { clip: string; content: Blob; tries: number };

/**
 * Pages of one site that a person collects for one clip. `finishing`: the person said that these are all; they become the clip with the same
 * id as soon as somebody has put them together, and are gone then.
 */
export type PageSet = {
  id: string;
  origin: string;
  state: 'open' | 'finishing';
  /** How often putting them together was begun. */
  tries: number;
  /** Why that failed, in words for the person. */
  failure?: string;
  /** Set when the person discarded them; ISO 8601, UTC. They are purged a day later. */
  discardedAt?: string;
};

/** One page of a set, whole: its picture, what it said, and what is known of both. */
export type SetPage = {
  /** A UUID of version 7: sorts by the time at which the page was taken. */
  id: string;
  set: string;
  picture: Blob;
  pictureSha256: string;
  width: number;
  height: number;
  provenance: Provenance;
  /** False where the picture shows only what stood in the window. */
  isWhole: boolean;
  text?: PageText;
  drawn?: DrawnPage;
  pager?: Pager;
  /** What the person should know about this page. */
  remark?: string;
  /** The number, from 1, of an earlier page that says word for word the same. */
  saysSameAs?: number;
  /** Set when the person took the page out again; ISO 8601, UTC. It can be put back until the next page comes. */
  takenBackAt?: string;
};

/** An origin that a person paired with this extension. */
export type Pairing = { origin: string; pairedAt: string };

/** What was decided about an accepted clip, for the ranking of the next pages of its kind. Never leaves this device. */
export type StoredReview = ReviewedPage & { clip: string; reviewedAt: string };

/** The mode in which a site was clipped last. `mode` may have been offered by another version of the extension. */
export type Site = { origin: string; mode: string };

/**
 * `banner`: `on` where each accepted clip gets its picture with a banner, too. `fullPageAtOnce`: `yes` where the person lets the debugger
 * protocol take full pages.
 */
export type ExtensionSetting = { name: 'banner' | 'collectedBy' | 'fullPageAtOnce'; value: string };

/** The redaction rules for what goes to a workspace; `''` stands for the rules that hold while none is paired. */
export type StoredRules = { workspace: string; rules: RedactionRules };

/** This browser profile's own key (`name` is always `own`), its private half not extractable, and how it introduced itself. */
export type StoredDevice = { name: 'own'; key: DeviceKey; introduction: string };

/** One line of this device's log. Never removed, whatever becomes of the clip: a log with holes could not be told from one that was cut. */
export type StoredSeal = { sequence: number; exhibit: string; sha256: string; line: string };

/** A timestamp authority that a workspace named. It is asked once the person allowed it (ISO 8601, UTC). */
export type NamedAuthority = { origin: string; url: string; allowedAt?: string };

export class ExtensionDatabase extends Dexie {
  clips!: EntityTable<Clip, 'id'>;
  files!: EntityTable<ClipFile, 'sha256'>;
  pairings!: EntityTable<Pairing, 'origin'>;
  reviews!: EntityTable<StoredReview, 'clip'>;
  sites!: EntityTable<Site, 'origin'>;
  drafts!: EntityTable<StoredDraft, 'clip'>;
  settings!: EntityTable<ExtensionSetting, 'name'>;
  redactionRules!: EntityTable<StoredRules, 'workspace'>;
  pageSets!: EntityTable<PageSet, 'id'>;
  pages!: EntityTable<SetPage, 'id'>;
  device!: EntityTable<StoredDevice, 'name'>;
  seals!: EntityTable<StoredSeal, 'sequence'>;
  authorities!: Table<NamedAuthority, [string, string]>;
  originals!: EntityTable<StoredOriginal, 'clip'>;

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
    this.version(3).stores({ drafts: '&clip', redactionRules: '&workspace', sites: '&origin' });
    this.version(4).stores({ pageSets: '&id', pages: '&id, set' });
    this.version(5).stores({
      clips: '&id, state, [id+state], accepted.record.id',
      device: '&name',
      seals: '&sequence, &exhibit',
      authorities: '[origin+url]',
    });
    this.version(6).stores({ originals: '&clip' });
  }
}
