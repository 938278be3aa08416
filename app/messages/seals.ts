import type { LogFault } from '#core/seal/device-log.ts';
import { formatNumber } from './format.ts';

const counted = (count: number, one: string, many: string) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** What is wrong with a device's log, in words. */
export function faultSentence(fault: LogFault): string {
  switch (fault.kind) {
    case 'malformed':
      return `Damaged: line ${fault.line} is no seal.`;
    case 'other-device':
      return `Another device’s seal stands in line ${fault.line}.`;
    case 'bad-signature':
      return `Bad signature: this device did not sign seal ${fault.sequence}.`;
    case 'gap':
      return fault.sequence - fault.expected === 1
        ? `Gap: seal ${fault.expected} is missing.`
        : `Gap: seals ${fault.expected} to ${fault.sequence - 1} are missing.`;
    case 'fork':
      return `Fork: seal ${fault.sequence} does not follow the seal before it, or there are two of that number.`;
    case 'replay':
      return `Replay: seal ${fault.sequence} seals what was sealed before.`;
    case 'truncated':
      return `Cut: seal ${fault.sequence} was seen earlier, the log now ends at ${fault.lastSequence}.`;
    case 'rewritten':
      return `Rewritten: another seal ${fault.sequence} was seen earlier.`;
  }
}

const bracketed = (label: string) => (label === '' ? '' : ` (${label})`);

/** What the app says about seals and the devices that make them, in English. */
export const sealsEn = {
  seals: {
    title: 'Seal',
    checking: 'Checking the seals',
    none: 'Not sealed',
    noneHint:
      'It was accepted before the extension had a key. A pack’s own signature covers it from the pack’s day on.',
    gone: 'The seal that came with it is gone',
    goneHint: 'It was removed from this browser’s storage. Do not use this exhibit as evidence.',
    holds: 'Sealed, and the seal holds',
    differs: 'The seal is on another record',
    differsHint: 'What is stored here is not what the device sealed. Do not use this exhibit as evidence.',
    revoked: 'Sealed by a device that was reported lost',
    revokedHint: 'The seal was made after the day of the loss, or after what was known of the device’s log.',
    sealedAt: 'Sealed',
    device: 'By device',
    deviceName: (member: string, label: string) =>
      [member, label].filter(Boolean).join(', ') || 'No name given',
    fingerprint: 'Fingerprint',
    place: 'Place in its log',
    placeValue: (sequence: number, count: number) =>
      `Seal ${formatNumber(sequence)} of ${formatNumber(count)} that are here`,
    previous: 'Seal before',
    first: 'None: it is the first of this device',
    hash: 'This seal',
    stamp: 'Timestamp',
    noStamp: 'None: no authority was asked',
    stampWaits: 'Waits for an authority',
    stampBy: (authority: string) => `By ${authority},`,
    stampOwn: 'over this seal.',
    stampLater: (sequence: number) => `over seal ${formatNumber(sequence)}, which follows it.`,
    log: 'The device’s log',
    whole: 'Whole: every seal follows the one before',
    faultSentence,
    supersedes: 'Takes the place of',
    supersededBy: 'Superseded by',
    earlier: 'An earlier acceptance, which was taken back before it came here',
    otherExhibit: 'Another exhibit',
  },
  stamps: {
    title: 'Timestamps',
    hint: 'A timestamp authority confirms when a seal or a pack existed. It gets a hash and nothing else, and the extension sends it. The first that answers rightly is taken.',
    none: 'No authority is set, so nothing is sent anywhere.',
    add: 'Add an authority',
    url: 'Address',
    urlHelp: 'For example https://tsa.example.com/tsr',
    root: 'Root certificate (PEM)',
    rootHelp: 'The authority’s own root, from its web site. Only stamps that lead to it count.',
    save: 'Add',
    wrong: 'That is no web address with a certificate in PEM.',
    remove: (url: string) => `Remove ${url}`,
    removeShort: 'Remove',
    earlier: (url: string) => `Ask ${url} earlier`,
    waiting: (count: number) => counted(count, 'seal waits for a timestamp', 'seals wait for a timestamp'),
    stamped: (count: number) => counted(count, 'timestamp is stored', 'timestamps are stored'),
    failedBy: (authority: string, kind: string, detail: string) => `${authority}: ${detail || kind}`,
    tryNow: 'Try now',
    packStamped: (when: string, authority: string) => `The last pack was stamped ${when} by ${authority}.`,
    packNot: 'The last pack has no timestamp: no authority gave one.',
    passedOver: (authority: string, reason: string) => `Passed over: ${authority}: ${reason}`,
  },
  signing: {
    title: 'Signed acceptance',
    hint: (owner: string) =>
      `To be signed by ${owner || 'the owner'} on a device of theirs: the key signs the risk and what was accepted. Every member sees whose device signed, and an audit pack holds it.`,
    gone: 'The acceptance was taken back. What was signed of it stays.',
    otherThanOwner: 'But the signer is not the owner who is named as accepting the risk.',
    sign: 'Sign the acceptance',
    failed: 'It could not be signed or stored. Nothing was changed.',
    signedBy: (member: string, when: string) => `Signed by ${member || 'a device without a name'}, ${when}.`,
    current: 'The signature holds for the acceptance as it stands.',
    earlier: 'The signature holds for an earlier state of this risk.',
    doesNotCount: 'It does not count.',
    doubts: {
      'removed-before': 'But its device was out of the team when it signed: do not rely on it.',
      'not-a-member': 'But its device belongs to no member of this team.',
      'not-this-device': 'But it was signed on another device than this one, and the workspace has no team.',
      'other-name': 'But it was signed in another name than the one that the team knows.',
    },
    holder: {
      member: (name: string, label: string) =>
        `${name || 'A member without a name'} has this device${bracketed(label)}, by the list of members.`,
      removedMember: (name: string, label: string, when: string) =>
        `${name || 'A member without a name'} had this device${bracketed(label)}, by the list of members; removed from the team ${when}.`,
      ownDevice: (label: string) =>
        `This browser’s own device${bracketed(label)}; the workspace is shared with nobody.`,
      stranger: (name: string) =>
        `A device that is not in the list of members; it calls its owner ${name || 'nothing'}.`,
      elsewhere: (name: string) => `Another device; it calls its owner ${name || 'nothing'}.`,
      unread: 'Whose device it is cannot be said yet: the list of members was not read.',
    },
    fingerprint: 'Fingerprint:',
    faults: {
      malformed: 'It is damaged.',
      'unknown-device': 'Its device is not known here.',
      'bad-signature': 'The signature does not hold.',
      'revoked-key': 'Its key was revoked before.',
      'content-differs': 'It is about another content than the one that is stored with it.',
      'other-member': 'The device belongs to somebody else.',
      'too-early': 'It is older than its device.',
    },
  },
  devices: {
    title: 'Devices that seal',
    hint: 'Each clip is sealed when it is accepted, with a key that cannot leave its browser. Compare a fingerprint with the one that its owner sees in the extension.',
    none: 'No device has sealed anything here yet. Pair the extension and accept a clip.',
    unnamed: 'A device without a name',
    count: (count: number) => counted(count, 'seal', 'seals'),
    since: (when: string) => `since ${when}`,
    lost: 'Report as lost',
    lostFrom: 'Lost since',
    lostHint:
      'What it seals from that day on, or after what came here, will count for nothing. This is signed and cannot be taken back.',
    confirm: 'Report',
    reportedBy: (by: string, sentence: string) => `${sentence} Reported by ${by}.`,
    coming: (sentence: string) => `Not here yet. ${sentence}`,
    reported: (when: string, by: string) => `Reported as lost since ${when}${by === '' ? '' : ` by ${by}`}`,
    failed: 'The report could not be signed or stored. Nothing was changed.',
    unsealed: (count: number) =>
      counted(count, 'exhibit bears no seal of a device', 'exhibits bear no seal of a device'),
    badExhibit: (count: number) =>
      counted(count, 'exhibit bears a seal that does not count', 'exhibits bear seals that do not count'),
  },
};
