import type { PackFaultKind } from '#core/verify/pack-fault.ts';
import type { Remains } from '#core/evidence/exhibit.ts';
import { remainsWords } from './evidence.ts';
import { counted, formatBytes } from './format.ts';

const faultKinds: Record<PackFaultKind, string> = {
  archive: 'Damaged archive',
  'unsafe-path': 'Unsafe name',
  'duplicate-file': 'Doubled file',
  'too-large': 'Too large',
  'missing-file': 'Missing file',
  'added-file': 'Added file',
  'changed-file': 'Changed file',
  order: 'Wrong order',
  'bad-manifest': 'Bad manifest',
  'bad-signature': 'Bad signature',
  'unknown-key': 'Unknown key',
  'revoked-key': 'Revoked key',
  'broken-chain': 'Broken chain',
  'wrong-time': 'Wrong time',
  'bad-timestamp': 'Bad timestamp',
  'bad-record': 'Bad record',
  'bad-statement': 'Bad statement',
  'bad-roster': 'Bad list of devices',
  'bad-proof': 'Bad proof',
};

/** What the app says when it checks an audit pack, in English. */
export const verifyEn = {
  verify: {
    title: 'Check a pack',
    intro:
      'Checks an audit pack to its last byte, whoever made it. It stays on this device. Nothing that a pack says about itself is believed: a key counts when you know its fingerprint from elsewhere.',
    knownTitle: 'What you know from elsewhere',
    own: 'The keys and timestamp authorities of this workspace',
    ownHint: (keys: number, lost: number, authorities: number) =>
      [
        counted(keys, 'key', 'keys'),
        ...(lost > 0 ? [counted(lost, 'lost device', 'lost devices')] : []),
        counted(authorities, 'authority', 'authorities'),
      ].join(', ') + '. Leave it out for a pack of another organisation.',
    lines: 'Fingerprints, newest seals, lost devices and audited sets, one a line',
    linesHint:
      'FINGERPRINT, heard by phone or in person. FINGERPRINT:NUMBER:SHA256, kept from an earlier check. FINGERPRINT:lost:2026-05-01, reported lost since that day. root:SHA256, of the set that an auditor saw.',
    linesWrong: (line: number) => `Line ${line} is none of these.`,
    roots: 'Root certificates of timestamp authorities (PEM)',
    rootsHint:
      'From the authority’s own web site. Without one, a timestamp is checked but its authority is not.',
    rootsWrong: 'That is no certificate in PEM.',
    choose: 'Choose a pack (ZIP)',
    another: 'Check another',
    drop: 'Choose the ZIP, or drop it here',
    checking: (name: string) => `Checking ${name}`,
    progress: (done: number, total: number) => `${formatBytes(done)} of ${formatBytes(total)}`,
    cancelled: 'Cancelled. Nothing is said about what was not read.',
    unreadable: 'The file could not be read to its end. Nothing is said about it.',
    good: 'Nothing is wrong with it, and you know the key that signed it.',
    goodUnknown:
      'It fits together, but nothing shows whose it is: give the fingerprint of its key, heard from its owner.',
    bad: (count: number) => `${counted(count, 'fault', 'faults')}. Do not rely on this pack.`,
    result: (name: string) => `Result for ${name}`,
    faults: 'What is wrong',
    faultKinds,
    more: (count: number) => `And ${counted(count, 'more', 'more')} of this kind.`,
    notes: 'What it does not show',
    signedBy: 'Signed by',
    nobody: 'Nobody named',
    known: 'A key that you know',
    unknown: 'Not a key that you know',
    key: 'Fingerprint of its key',
    stamp: 'Timestamp',
    stampNone: 'None that holds',
    stampBy: (when: string, authority: string, known: boolean) =>
      `${when}, ${authority} (${known ? 'an authority that you trust' : 'not compared with an authority that you trust'})`,
    sealStamps: 'Timestamps of seals',
    sealStamp: (device: string, sequence: number, stamped: string) =>
      `Seals 1 to ${sequence} of ${device}…: ${stamped}`,
    audited: 'Proved to belong to the set with the root',
    auditedKnown: 'A set that you know',
    auditedUnknown: 'Compare it with the root in the auditor’s pack (VERIFY.txt).',
    redacted: 'Redacted exhibits',
    redactedOne: (number: string, remains: Remains, when: string) =>
      `${number}: ${remainsWords(remains)} Signed ${when}, before anything was redacted.`,
    contents: 'Contents',
    contentsValue: (files: number, exhibits: number, sealed: number) =>
      `${counted(files, 'file', 'files')}, ${counted(exhibits, 'exhibit', 'exhibits')}, ${sealed} of them sealed`,
    heads: 'Newest seals',
    headsHint: 'Keep these lines. Give them above with the next pack: it must still contain those seals.',
    headsWhat: 'the newest seals',
  },
} as const;
