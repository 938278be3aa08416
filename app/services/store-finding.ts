/** What a check of this browser's storage found: each finding names what it is about, for a person. */
import type { FileRole } from '#core/evidence/exhibit.ts';
import type { LogFault } from '#core/seal/device-log.ts';

/** `title` is that of the captured page as it is stored now; empty where it cannot be read. */
type OfExhibit = { exhibit: string; title: string };

/** `member` and `label` as the device introduced itself; empty where that cannot be read. */
export type DeviceName = { fingerprint: string; member: string; label: string };

/**
 * `record-unreadable`, `record-changed`: what is stored of an exhibit is not what came. `arrival-changed`: when it came, or which seal came
 * with it, is not what was stored then. `seal-gone`: a seal came with it and is not here. `seal-differs`: its seals are on another record.
 * `file-missing`, `file-changed`: one of its files.
 * `log`: see LogFault; `mayCome` where the missing seals were never here, so that they may be on their way; `by`: who reported it, empty
 * for this browser. `seal-moved`: a stored seal stands under another number, exhibit or hash than its own. `head-changed`: the note of
 * a device's newest seal. `device-changed`: the lines by which a device was introduced, vouched for or revoked. `device-gone`: seals of a
 * device that is not here. `revocation-gone`: a device counts again that was reported as lost.
 * `stamp-changed`: a timestamp is not over the seal that it is kept for, or does not hold. `statement-changed`: what was signed here.
 * `own-key-changed`: this browser's own key.
 */
export type StoreFinding =
  | ({
      kind: 'record-unreadable' | 'record-changed' | 'arrival-changed' | 'seal-gone' | 'seal-differs';
    } & OfExhibit)
  | ({ kind: 'file-missing' | 'file-changed'; role: FileRole } & OfExhibit)
  | { kind: 'log'; device: DeviceName; fault: LogFault; mayCome: boolean; by: string }
  | { kind: 'seal-moved'; device: DeviceName; sequence: number }
  | { kind: 'head-changed' | 'device-changed' | 'device-gone' | 'revocation-gone'; device: DeviceName }
  | ({ kind: 'stamp-changed'; device: DeviceName; sequence: number } & OfExhibit)
  | { kind: 'statement-changed'; subject: string }
  | { kind: 'own-key-changed' };

/** True for what a check without files cannot find. */
export const isOfFile = ({ kind }: StoreFinding): boolean =>
  kind === 'file-missing' || kind === 'file-changed';
