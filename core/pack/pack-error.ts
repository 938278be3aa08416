/**
 * Why a pack was stopped half-way. `file-missing`: nothing is stored under the hash; `file-unreadable`: the storage failed (see
 * `cause`); `file-changed`: the stored bytes no longer have the hash or length in the record; `too-many-files`: more entries
 * than a zip of this kind can name. `not-in-set`: a chosen exhibit was not in the audited set. `set-changed`: what is
 * kept of that set does not have its root.
 */
export type AuditPackErrorKind =
  'file-missing' | 'file-unreadable' | 'file-changed' | 'too-many-files' | 'not-in-set' | 'set-changed';

const sentences: Record<
  Exclude<AuditPackErrorKind, 'too-many-files' | 'not-in-set' | 'set-changed'>,
  string
> = {
  'file-missing': 'is not on this device',
  'file-unreadable': 'could not be read from this device',
  'file-changed': 'no longer matches the hash in its record',
};

/** The error with which the pack's stream fails. `message` is fit to be shown: it names exhibit and file, never content. */
export class AuditPackError extends Error {
  override readonly name = 'AuditPackError';
  readonly kind: AuditPackErrorKind;
  /** Number in this pack, such as `EV-0001`; empty when no exhibit is to blame. */
  readonly evidence: string;
  readonly exhibitId: string;
  /** Such as `original.png`. */
  readonly file: string;

  constructor(kind: AuditPackErrorKind, message: string, where: FileInPack, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.evidence = where.evidence;
    this.exhibitId = where.exhibitId;
    this.file = where.file;
  }
}

export type FileInPack = { evidence: string; exhibitId: string; file: string };

export const fileError = (
  kind: keyof typeof sentences,
  where: FileInPack,
  options?: ErrorOptions,
): AuditPackError =>
  new AuditPackError(
    kind,
    `${where.evidence}: the file ${where.file} ${sentences[kind]}. The pack was stopped; do not hand on what was written so far. ` +
      `Exhibit ${where.exhibitId}.`,
    where,
    options,
  );

export const tooManyFiles = (count: number, most: number): AuditPackError =>
  new AuditPackError(
    'too-many-files',
    `The pack would have ${count} files; one archive holds at most ${most}. Export fewer exhibits at a time.`,
    { evidence: '', exhibitId: '', file: '' },
  );

export const notInSet = (exhibitId: string): AuditPackError =>
  new AuditPackError(
    'not-in-set',
    `Exhibit ${exhibitId} was not in the audited pack, so nothing can prove it. Take it out of the selection or choose another pack.`,
    { evidence: '', exhibitId, file: '' },
  );

export const setChanged = (root: string): AuditPackError =>
  new AuditPackError(
    'set-changed',
    `What this workspace keeps of the audited set no longer gives its root ${root}. Choose another audited pack.`,
    { evidence: '', exhibitId: '', file: '' },
  );
