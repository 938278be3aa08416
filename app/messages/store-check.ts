import type { FileRole } from '#core/evidence/exhibit.ts';
import type { DeviceName, StoreFinding } from '../services/store-finding.ts';
import { formatBytes, formatNumber } from './format.ts';
import { faultSentence } from './seals.ts';

const roles: Record<FileRole, string> = {
  original: 'The picture or file',
  page: 'The page structure',
  text: 'The page text',
  ocr: 'The recognised words',
  stamped: 'The picture with banner',
  snapshot: 'The page snapshot',
  preview: 'The picture of the first page',
  remains: 'What shows the rest to be the original’s',
};

/** The member's name, the device's, and the beginning of its fingerprint, by which two of one name are told apart. */
function deviceWords({ member, label, fingerprint }: DeviceName): string {
  const name = [member, label].filter(Boolean).join(', ') || 'a device without a name';
  const groups = fingerprint.slice(0, 8).replace(/(.{4})(?=.)/, '$1 ');
  return `${name} (${groups || 'unknown'})`;
}

/** What was found, as a sentence that names what it is about. */
function findingSentence(finding: StoreFinding): string {
  switch (finding.kind) {
    case 'record-unreadable':
      return `The record of exhibit ${finding.exhibit} was changed and cannot be read.`;
    case 'record-changed':
      return `The record of “${finding.title}” is not the one that was sealed.`;
    case 'arrival-changed':
      return `When “${finding.title}” came here, or with which seal, was changed.`;
    case 'seal-gone':
      return `The seal of “${finding.title}” is gone.`;
    case 'seal-differs':
      return `The seal of “${finding.title}” is on another record.`;
    case 'file-missing':
      return `${roles[finding.role]} of “${finding.title}” is gone.`;
    case 'file-changed':
      return `${roles[finding.role]} of “${finding.title}” is not the one that was sealed.`;
    case 'log': {
      const log = `Log of ${deviceWords(finding.device)}: ${faultSentence(finding.fault)}`;
      return finding.by === '' ? log : `${log} Reported by ${finding.by}.`;
    }
    case 'seal-moved':
      return `Seal ${finding.sequence} in the log of ${deviceWords(finding.device)} is not the one that stood there.`;
    case 'head-changed':
      return `The note of the newest seal of ${deviceWords(finding.device)} was changed.`;
    case 'device-changed':
      return `The lines that introduce, vouch for or revoke ${deviceWords(finding.device)} do not hold.`;
    case 'device-gone':
      return `There are seals or a report of loss of ${deviceWords(finding.device)}, and the device is not here any more.`;
    case 'revocation-gone':
      return `${deviceWords(finding.device)} was reported as lost, and the report was removed or changed.`;
    case 'stamp-changed':
      return `The timestamp over seal ${finding.sequence} of ${deviceWords(finding.device)} does not hold${finding.title ? ` (“${finding.title}”)` : ''}.`;
    case 'statement-changed':
      return `What was signed here about “${finding.subject}” is not what is stored with it.`;
    case 'own-key-changed':
      return 'This browser’s own key and its introduction do not fit together.';
  }
}

/** What the app says about the check of its own storage, in English. */
export const storeCheckEn = {
  storeCheck: {
    title: 'Check of what is stored',
    hint: 'Compares every file, record, seal, log and timestamp in this browser with what was sealed. Records and seals are also checked when the app opens and before a pack, all files once a day and after an update.',
    bannerTitle: (count: number) =>
      count === 1
        ? 'Something stored here is not as it was sealed'
        : `${formatNumber(count)} things stored here are not as they were sealed`,
    bannerMore: (count: number) => `And ${formatNumber(count)} more.`,
    show: 'Show all',
    later: 'Hide until the next start',
    checkNow: 'Check now',
    checking: 'Reading what is stored',
    progress: (done: number, total: number) => `${formatBytes(done)} of ${formatBytes(total)}`,
    notYet: 'Not checked yet since the app was opened.',
    good: (exhibits: number) =>
      `Nothing is wrong. ${formatNumber(exhibits)} ${exhibits === 1 ? 'exhibit was' : 'exhibits were'} checked.`,
    bad: (count: number) =>
      count === 1
        ? 'One thing is not as it was sealed.'
        : `${formatNumber(count)} things are not as they were sealed.`,
    cure: 'Do not use what is named here as evidence. Discard it and clip the page anew; where a log is named, ask the device’s owner what happened. If you did not expect this, somebody or some program changed this browser’s storage.',
    at: (when: string) => `All files checked: ${when}.`,
    failed: 'It was cancelled, or the storage could not be read. Nothing was changed.',
    coming: (count: number) =>
      `${count === 1 ? 'A gap' : `${formatNumber(count)} gaps`} in the logs of other devices: those seals are not here yet. It is no fault while this device is not in step with the team.`,
    more: (count: number) => `${formatNumber(count)} more of them.`,
    finding: findingSentence,
  },
};
