import type { Difference } from '#core/evidence/agreement.ts';

/** Everything the panel says. English; other languages get a file with the same keys. */
const plural = (count: number, one: string, many: string) =>
  count === 1 ? one : many.replace('#', String(count));

const quoted = (text: string) => `“${text}”`;

export const strings = {
  heading: 'Clips to review',
  handedOver: (count: number) => plural(count, '1 clip handed over', '# clips handed over'),
  clipMode: 'What to clip',
  clip: 'Clip',
  clipHint: 'Also what the toolbar button does on this site.',
  running: (entry: string) => `Clipping: ${entry}`,
  runningSteps: (done: number, total: number | null) =>
    total === null ? plural(done, '1 step done', '# steps done') : `${done} of ${total}`,
  chooseOnPage:
    'Choose on the page. Arrow keys move or walk, Shift with arrow keys resizes, Enter clips, Escape cancels - from here too.',
  stop: 'Stop',
  pages: {
    title: (count: number) => plural(count, 'Several pages: 1 so far', 'Several pages: # so far'),
    list: 'Pages of this clip',
    hint: 'Go to the next page of the list and press the Exhibit button again. The pages wait here until you finish, also after the browser was closed.',
    page: (number: number) => `Page ${number}`,
    says: (page: number, of: number) => `“page ${page} of ${of}”`,
    rows: (first: number, last: number) => `rows ${first}-${last}`,
    rowsOnly: (rows: number) => plural(rows, '1 row', '# rows'),
    shown: (rows: number, total: number) => `${rows} of ${total} rows`,
    complete: 'The whole list is in.',
    partOnly: 'Only a part of the list so far.',
    sameAs: (number: number) => `says the same as page ${number}`,
    visibleOnly: 'visible part only',
    add: 'Add this page',
    addFollowing: 'Add all following pages',
    following: 'Adding the following pages',
    followed: (count: number) => plural(count, '1 page added', '# pages added'),
    followingHint:
      'Exhibit presses “Next” on this page and adds what comes, until the list ends. Stop keeps what is in.',
    finish: 'Finish',
    takeBack: (number: number) => `Take back page ${number}`,
    takenBack: (number: number) => `Page ${number} was taken back.`,
    putBack: 'Put it back',
    finishing: (count: number) => plural(count, 'Making a clip of 1 page', 'Putting # pages together'),
    discarded: (count: number, host: string) =>
      plural(count, `1 page of ${host} is discarded.`, `# pages of ${host} are discarded.`),
  },
  empty: 'Nothing clipped yet',
  emptyHint: 'Open a console page that proves a control, then press the Exhibit button in the toolbar or',
  emptyFiles: 'What a console exports as a file goes the same way: drop it above.',
  files: {
    title: 'Drop files here, or choose them',
    kinds: 'PNG, JPEG, WebP, PDF, CSV, TXT, XLSX, up to 64 MiB each',
    drop: 'Let go to take these files',
    taking: (count: number) => plural(count, 'Taking 1 file', 'Taking # files'),
    same: (name: string, title: string, time: string) =>
      `“${name}” is here already, as “${title}” of ${time}. It was not taken a second time.`,
    keepBoth: 'Keep both',
    leave: 'Leave it',
    notSaved: (name: string) =>
      `“${name}” was NOT saved: the storage refused. Free some space on the disk and take it again. Earlier clips are safe.`,
    facts: (kind: string, size: string) => `${kind} file, ${size}`,
  },
  allReviewed: 'All clips are reviewed.',
  collector: 'Clipped by',
  banner: 'Keep the picture with a banner, too',
  bannerHint:
    'Each accepted clip gets a second picture with address, title, time, account and rows below it. The original stays as it is. The workspace can also make one later.',
  collectorHint: 'Your name goes into each clip’s record.',
  atOnce: 'Take full pages in one shot',
  atOnceHint: 'Quicker, by the browser’s debugger. The browser shows a bar about it for a moment.',
  states: {
    capturing: 'Saving',
    captured: 'Waiting to be read',
    read: 'Waiting to be classified',
    proposed: 'To review',
    accepted: 'Waiting for the workspace',
    delivered: 'Handed over',
  },
  steps: { reading: 'Reading the picture', classifying: 'Looking for controls' },
  readingFile: 'Reading the file',
  percent: (fraction: number) => new Intl.NumberFormat(undefined, { style: 'percent' }).format(fraction),
  agreement: 'Picture and page text',
  agree: (share: number, compared: number, differing: number) => {
    const percent = new Intl.NumberFormat(undefined, { style: 'percent' }).format(
      // 99.6 % must not read as if all agreed.
      share < 1 ? Math.min(0.99, share) : 1,
    );
    const words = plural(compared, 'the 1 word', 'the # words');
    const differ = differing === 0 ? 'none differs' : plural(differing, '1 word differs:', '# words differ:');
    return `${percent} of ${words} in the picture agree with the page text; ${differ}`;
  },
  difference: ({ kind, page, picture }: Difference) => {
    if (kind === 'missing in picture') return `${quoted(page)} is not in the picture`;
    if (kind === 'only in picture') return `${quoted(picture)} is in the picture alone`;
    return `${quoted(page)} reads ${quoted(picture)} in the picture`;
  },
  moreDifferences: (count: number) => plural(count, 'and 1 more', 'and # more'),
  notCompared: 'Picture and page text were not compared.',
  agreementLimits:
    'Picture and page text also agree where somebody changed the page itself before the clip, for example with developer tools. “Take again and compare” finds that.',
  takeAgain: 'Take again and compare',
  takeAgainHint: 'Reloads the page from its server, clips it once more and shows what differs',
  doubleTake: 'Second take',
  sameAfterReload: 'The same after reloading.',
  differsAfterReload: (count: number) =>
    plural(count, 'Differs after reloading in 1 line:', 'Differs after reloading in # lines:'),
  change: (before: string, after: string) => {
    if (after === '') return `${quoted(before)} is gone`;
    return before === '' ? `${quoted(after)} is new` : `${quoted(before)} is now ${quoted(after)}`;
  },
  proposals: 'Proposed controls',
  noProposals:
    'No control proposed: this page does not look like evidence. Add a control if you know better.',
  added: 'Added by you',
  accept: (control: string) => `Accept ${control}`,
  reject: (control: string) => `Reject ${control}`,
  remove: (control: string) => `Remove ${control}`,
  why: 'because the page says',
  search: 'Add a control',
  searchHint: 'Number or word, e.g. 8.5 or backup',
  note: 'Note',
  noteHint: 'What should an auditor know?',
  send: (count: number) => plural(count, 'Accept with 1 control', 'Accept with # controls'),
  sendWithout: 'Accept without control',
  takeBack: 'Take back',
  redact: 'Redact',
  discard: 'Discard',
  discardedClips: (count: number) => plural(count, '1 clip discarded', '# clips discarded'),
  discardedHint: 'Kept for a day, then removed for good.',
  restore: 'Restore',
  restoreClip: (title: string) => `Restore “${title}”`,
  discarded: (title: string) => `Discarded “${title}”`,
  undo: 'Undo',
  learning: 'Learning from your reviews',
  learningFrom: (count: number) =>
    count === 0
      ? 'What you accept and reject will rank the controls of pages like those. It stays on this device.'
      : plural(
          count,
          'Pages like the 1 clip you reviewed are ranked by your decision. It stays on this device.',
          'Pages like the # clips you reviewed are ranked by your decisions. They stay on this device.',
        ),
  learningForgotten: (count: number) =>
    plural(count, 'What 1 review taught is forgotten.', 'What # reviews taught is forgotten.'),
  forgetLearning: 'Forget what was learnt',
  retry: 'Try again',
  openPicture: 'Open the picture',
  openFile: 'Open the file',
  noTitle: 'Untitled page',
  textIsCut:
    'The text is not complete: there is more of it than Exhibit reads in five seconds, or than the page itself holds at a time. Check what the picture shows.',
  noSnapshot: {
    'too-many-nodes': 'No page snapshot: the page has more than 60,000 parts. Picture and text are kept.',
    'too-large':
      'No page snapshot: the page with its pictures is larger than 16 MB. Picture and text are kept.',
    'too-slow': 'No page snapshot: the page took longer than 12 seconds. Picture and text are kept.',
    'page-left': 'No page snapshot: the page changed its address meanwhile. Picture and text are kept.',
    failed: 'No page snapshot: the page could not be written to a safe file. Picture and text are kept.',
  },
  authorityTitle: 'Ask a timestamp authority?',
  authorityText: 'wants timestamps from',
  authorityHint:
    'Only a hash is sent there: neither a clip nor any word of it. Your browser may ask whether Exhibit may reach this address.',
  authorityAllow: 'Allow',
  authorityRefuse: 'Not now',
  deviceKey: 'The key that seals',
  deviceKeyHint:
    'Every clip that you accept is sealed with it. A workspace shows the same letters beside the exhibit.',
  authorities: 'Timestamp authorities',
  authorityForget: 'Allow no more',
  pairingTitle: 'Pair with this workspace?',
  pairingText: 'Accepted clips will be handed over to',
  pairingHint:
    'Your browser may ask whether Exhibit may see this address: allow it, and the two stay connected after a reload.',
  pair: 'Pair',
  cancel: 'Cancel',
  codeTitle: 'Type this code into your workspace',
  codeSpelled: (code: string) => `The code is ${code.split('').join(' ')}`,
  codeExpired: 'This code has expired',
  codeExpiredHint: 'A code is valid for five minutes, and then opens nothing any more.',
  codeUsedUp: 'Too many wrong codes',
  codeUsedUpHint:
    'Five wrong codes were typed, so this one was withdrawn. If that was not you, cancel: the page at this address is guessing.',
  newCode: 'New code',
  codeHint: (time: string, attempts: number) =>
    `Valid until ${time}, ${plural(attempts, 'one try', '# tries')} left.`,
  notReadable:
    'The clips cannot be read right now. They are still stored on this device: close other tabs of Exhibit or free some space on the disk, then try again.',
  settingsNotReadable: 'Name and workspaces cannot be read right now. They are still stored on this device.',
  workspaces: 'Workspaces',
  forget: 'Disconnect',
  noWorkspace: 'Not paired yet. Open your Exhibit workspace in a tab and press the Exhibit button there.',
  dismiss: 'Dismiss',
  stored: 'on this device only',
  actionFailed:
    'That could not be saved. The clips are as they were; if the disk is full, free some space and try again.',
};
