import type { LogError } from '#core/handover/pull-all.ts';
import type { PullError } from '#core/handover/pull.ts';

/** What the connection says when an exhibit did not come over. Each sentence says what happened, what is kept and what to do. */
export const handoverEn = {
  fileCut: (title: string, received: string, expected: string) =>
    `A file of “${title}” arrived cut: ${received} of ${expected}. Nothing incomplete was stored; the clip is still in the extension. Open the clip there and clip the page again, or try again.`,
  fileDamaged: (title: string) =>
    `A file of “${title}” does not match its SHA-256, so it was refused. The clip is still in the extension. Try again; if it happens again, clip the page anew.`,
  badManifest: (detail: string) =>
    `The extension offered a clip whose record is not valid (${detail}). Nothing was stored; the clip is still in the extension. Update extension and app to the same version and try again.`,
  manifestHash: (title: string) =>
    `The record of “${title}” does not match its SHA-256, so it was refused. Nothing was stored; the clip is still in the extension.`,
  conflict:
    'An exhibit with the same id but other content is already here. It was kept as it is; the clip is still in the extension.',
  noExtension: 'The extension is not connected; it sends the requests, as a page may not.',
  authorityNotAllowed: 'Not allowed yet: open the extension’s panel and allow this address.',
  authorityUnreachable: (detail: string) => `It could not be reached (${detail}).`,
  badSeal: (title: string) =>
    `The seal of “${title}” does not hold: it is not its device’s seal over this record. Nothing was stored; the clip is still in the extension. Take it back there and accept it again, or clip the page anew.`,
  noSeal: (title: string) =>
    `The seal of “${title}” was removed from the extension’s storage. Nothing was stored; the clip is still in the extension. Clip the page anew.`,
  noLog: (sentence: string) =>
    `The extension’s log of seals could not be fetched, so the seals cannot all be checked. It is tried again with the next clip. ${sentence}`,
  notStored: (sentence: string) => `An exhibit could not be stored, and stays in the extension. ${sentence}`,
  notGiven: (reason: string) =>
    `The extension could not give one of its clips (${reason}). Nothing of it was stored here. Look at the clip in the extension’s panel; take it back and accept it again, or clip the page anew.`,
  others: (first: string, count: number) =>
    `${first} ${count === 1 ? 'One other clip' : `${count} other clips`} failed too.`,
  interrupted:
    'The connection to the extension broke. What has arrived is kept, and the transfer goes on where it stopped.',
  refused: (reason: string) => `The extension refused (${reason}). Nothing is lost; try again or pair anew.`,
};

const sizeText = (bytes: number) =>
  new Intl.NumberFormat(undefined, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes);

export function pullErrorSentence(error: PullError | LogError): string {
  switch (error.kind) {
    case 'file-cut':
      return handoverEn.fileCut(error.title, sizeText(error.receivedBytes), sizeText(error.expectedBytes));
    case 'file-damaged':
      return handoverEn.fileDamaged(error.title);
    case 'bad-manifest':
      return handoverEn.badManifest(error.detail);
    case 'manifest-hash':
      return handoverEn.manifestHash(error.title);
    case 'conflict':
      return handoverEn.conflict;
    case 'bad-seal':
      return handoverEn.badSeal(error.title);
    case 'no-seal':
      return handoverEn.noSeal(error.title);
    case 'no-log':
      return handoverEn.noLog(error.sentence);
    case 'not-given':
      return handoverEn.notGiven(error.reason);
    case 'not-stored':
      return handoverEn.notStored(error.sentence);
  }
}
