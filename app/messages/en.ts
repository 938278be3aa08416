import { formatNumber } from './format.ts';

const counted = (count: number, one: string, many: string) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

/** All that the app says, in English. Other languages have the same keys and the same placeholders. */
export const en = {
  app: {
    name: 'Exhibit',
    skip: 'Skip to content',
    navigation: 'Main',
    loading: 'Opening the workspace',
    undo: 'Undo',
    redo: 'Redo',
    undone: (what: string) => (what ? `Undone in ${what}` : 'Undone'),
    redone: (what: string) => (what ? `Done again in ${what}` : 'Done again'),
    nothingToUndo: 'Nothing to undo',
    dismiss: 'Dismiss',
    notifications: 'Notifications',
    notFound: 'There is no such page',
    notFoundHint: 'The address may be from a later version of Exhibit, or cut short.',
    toSoa: 'Go to the Statement of Applicability',
    copied: 'Copied',
    copy: (what: string) => `Copy ${what}`,
    close: 'Close',
    cancel: 'Cancel',
    failedToOpen: 'The workspace could not be opened',
    failedToOpenHint:
      'The browser refused its storage. Private windows and blocked site data are the usual causes. Nothing was changed; allow storage for this site and reload.',
    reload: 'Reload',
    broken: 'This screen stopped working',
    brokenHint: 'What you entered is kept and saved as usual. Try again; if it stays, reload the page.',
    tryAgain: 'Try again',
  },
  nav: {
    soa: 'Applicability',
    evidence: 'Evidence',
    pack: 'Audit pack',
    extension: 'Extension',
    settings: 'Settings',
  },
  saving: {
    saved: 'Saved on this device',
    saving: 'Saving',
    failed: 'Not saved',
    title: {
      'storage-full': 'Storage is full: your last changes are not saved',
      'storage-slow': 'The browser is slow to save: your last changes are not confirmed',
      'storage-closed': 'Another tab runs a newer version: your last changes are not saved',
      'storage-unavailable': 'This browser refuses storage: your last changes are not saved',
      'storage-broken': 'Saving failed: your last changes are not saved',
    },
    kept: (bytes: string) =>
      `${bytes} of changes live in this tab only. Everything before them is safe. Keep this tab open.`,
    cure: {
      'storage-full': 'Free some space on this disk. Saving is tried again by itself, or now.',
      'storage-slow': 'Saving is tried again by itself, or now.',
      'storage-closed': 'Copy what you wrote last, then reload this tab.',
      'storage-unavailable':
        'Leave private browsing or allow site data. To be sure, save the SoA from Audit pack first.',
      'storage-broken':
        'Saving is tried again by itself, or now. If it keeps failing, save the SoA from Audit pack first.',
    },
    again: 'Save now',
  },
  update: {
    ready: 'A new version of Exhibit is ready.',
    reload: 'Reload',
    later: 'Later',
  },
  themes: {
    organizational: 'Organizational',
    people: 'People',
    physical: 'Physical',
    technological: 'Technological',
  },
  applicability: {
    applicable: 'Yes',
    'not-applicable': 'No',
    undecided: 'Undecided',
    long: {
      applicable: 'Applicable',
      'not-applicable': 'Not applicable',
      undecided: 'Undecided',
    },
  },
  reasons: {
    legal: { letter: 'L', word: 'Legal', hint: 'A law or regulation asks for it' },
    contractual: { letter: 'C', word: 'Contract', hint: 'A contract asks for it' },
    risk: { letter: 'R', word: 'Risk', hint: 'The risk assessment calls for it' },
    business: { letter: 'B', word: 'Business', hint: 'Business need or good practice' },
  },
  status: {
    unverified: 'Unverified',
    'not-implemented': 'Not implemented',
    planned: 'Planned',
    partly: 'Partly',
    implemented: 'Implemented',
  },
  soa: {
    title: 'Statement of Applicability',
    search: 'Search controls',
    searchKey: 'Press / to search',
    filters: 'Filters',
    all: 'All',
    anyApplicability: 'Any decision',
    anyStatus: 'Any status',
    filterApplicability: 'Applicable',
    filterStatus: 'Status',
    withoutEvidence: 'Without evidence',
    clear: 'Clear filters',
    shown: (shown: number, all: number) =>
      shown === all
        ? counted(all, 'control', 'controls')
        : `${formatNumber(shown)} of ${formatNumber(all)} controls`,
    nothing: 'No control fits these filters',
    nothingHint: 'Loosen a filter or clear them all.',
    grid: 'Controls of Annex A',
    gridHelp:
      'Arrow keys or j and k move, Enter opens or changes, A decides, S sets the status, Escape closes.',
    columns: {
      control: 'Ref',
      title: 'Control',
      applicability: 'Applicable',
      reasons: 'Reasons',
      status: 'Status',
      owner: 'Owner',
      evidence: 'Evidence',
    },
    themeCounts: (decided: number, all: number, proven: number) =>
      `${formatNumber(decided)}/${formatNumber(all)} decided, ${formatNumber(proven)} with evidence`,
    decided: 'Decided',
    applicable: 'Applicable',
    implemented: 'Implemented',
    proven: 'With evidence',
    progress: (done: number, all: number) => `${formatNumber(done)} of ${formatNumber(all)}`,
    applicabilityOf: (control: string, value: string) => `${control} applicable: ${value}`,
    plannedFor: (date: string) => `Planned for ${date}`,
    statusOf: (control: string, value: string) => `${control} status: ${value}`,
    reasonOf: (control: string, reason: string) => `${control} reason: ${reason}`,
    ownerOf: (control: string, owner: string) => `${control} owner: ${owner || 'nobody'}`,
    ownerField: (control: string) => `Owner of ${control}`,
    noOwner: 'Nobody',
    evidenceOf: (control: string) => `${control} exhibits:`,
    noEvidence: 'none',
    open: (control: string, title: string) => `${control} ${title}`,
  },
  row: {
    region: (control: string) => `Details of ${control}`,
    previous: 'Previous control',
    next: 'Next control',
    close: 'Close details',
    applicability: 'Applicable',
    reasons: 'Reasons for inclusion',
    reasonsOff: 'A control that does not apply needs no reason for inclusion.',
    whyIncluded: 'Justification',
    whyExcluded: 'Justification for exclusion',
    whyPlaceholder: 'Why this decision, in the team’s words',
    whyExcludedPlaceholder: 'Why the control does not apply here',
    status: 'Implementation',
    plannedFor: 'Planned for',
    owner: 'Owner',
    ownerPlaceholder: 'Name or role',
    exhibits: 'Evidence',
    exhibitCount: (count: number) => counted(count, 'exhibit', 'exhibits'),
    noExhibits: 'No exhibit supports this control yet.',
    link: 'Link exhibit',
    linkSearch: 'Search exhibits by title, address or control',
    nothingToLink: 'No exhibit on this device fits.',
    noneToLink: 'No exhibits on this device yet. Clip a page with the extension first.',
    unlink: (title: string) => `Unlink ${title}`,
    unlinked: (control: string) => `Exhibit unlinked from ${control}`,
    linked: (control: string) => `Exhibit linked to ${control}`,
    linkedBy: (who: string, when: string) => (who ? `Linked by ${who}, ${when}` : `Linked ${when}`),
    missing: 'Not on this device',
    missingHint: 'The exhibit is linked, but its files have not reached this device.',
  },
  evidence: {
    title: 'Evidence',
    search: 'Search evidence',
    filterControl: 'Control',
    anyControl: 'Any control',
    unlinkedOnly: 'Linked to nothing',
    shown: (shown: number, all: number) =>
      shown === all
        ? counted(all, 'exhibit', 'exhibits')
        : `${formatNumber(shown)} of ${formatNumber(all)} exhibits`,
    list: 'Exhibits, newest first',
    columns: { exhibit: 'Exhibit', host: 'System', captured: 'Captured', controls: 'Supports' },
    noControls: 'Nothing yet',
    nothing: 'No exhibit fits this search',
    nothingHint: 'Titles, addresses, notes and control numbers are searched.',
    emptyTitle: 'No evidence yet',
    emptyIntro: 'Evidence comes from the consoles you already use. Three steps:',
    emptySteps: [
      {
        title: 'Load the extension',
        text: 'Open the browser’s extension page, switch developer mode on and load the folder that the build made.',
      },
      {
        title: 'Clip a console page',
        text: 'On the page that shows the setting, press the Exhibit button in the toolbar, then review the clip in the side panel.',
      },
      {
        title: 'Pair once',
        text: 'Type the code that the extension shows into this app. From then on, accepted clips arrive here by themselves.',
      },
    ],
    pair: 'Pair the extension',
    untitled: 'Untitled page',
    unreadable: (count: number) =>
      `${counted(count, 'exhibit', 'exhibits')} on this device cannot be read by this version. Nothing was deleted.`,
  },
  exhibit: {
    back: 'All evidence',
    missing: 'This exhibit is not on this device',
    missingHint: 'It may still be with the extension, or on the device of the member who clipped it.',
    views: 'What was captured',
    picture: 'Picture',
    pageText: 'Page text',
    ocrText: 'Read from picture',
    fit: 'Fit',
    actual: '100 %',
    zoom: 'Zoom',
    pictureAlt: (title: string) => `Screenshot of ${title}`,
    fileMissing: 'This file is not on this device.',
    fileUnreadable: 'This file is not in the expected form. Its bytes are unchanged and can be saved below.',
    noText: 'No text was found.',
    loading: 'Loading',
    provenance: 'Provenance',
    where: 'Where',
    openPage: 'Open the page',
    captured: 'Captured',
    local: 'Device time',
    received: 'Received',
    by: 'By',
    nobody: 'No name given',
    viewport: 'Viewport',
    viewportValue: (width: number, height: number, ratio: number) =>
      `${formatNumber(width)} × ${formatNumber(height)} px at ${formatNumber(ratio)}×`,
    scroll: 'Scrolled',
    scrollValue: (x: number, y: number) => `${formatNumber(x)}, ${formatNumber(y)} px`,
    language: 'Language',
    browser: 'Browser',
    extension: 'Extension',
    engine: 'Reader',
    engineValue: (words: number, confidence: string) =>
      `${counted(words, 'word', 'words')}${confidence ? `, ${confidence} sure on average` : ''}`,
    note: 'Note',
    supports: 'Supports',
    supportsNone: 'Linked to no control yet.',
    linkControl: 'Link control',
    linkControlSearch: 'Search controls by number or title',
    nothingToLink: 'No control fits.',
    proposals: 'What the model proposed',
    proposalsNone: 'The model proposed nothing for this page.',
    proposalsBelow: (count: number) => `${counted(count, 'proposal', 'proposals')} below the threshold`,
    model: (name: string, threshold: string) =>
      `${name}, threshold ${threshold}. A person decided; the model links nothing.`,
    noModel: 'No model had a say: it could not run, and a person chose the controls alone.',
    decision: { accepted: 'Accepted', rejected: 'Rejected', undecided: 'Not decided' },
    score: (percent: string) => `Score ${percent}`,
    files: 'Files',
    role: {
      original: 'Original picture',
      page: 'Page structure',
      text: 'Page text',
      ocr: 'Recognised words',
    },
    saveFile: (what: string) => `Save ${what}`,
    hash: 'SHA-256',
    recordHash: 'Record',
    what: 'What this shows: the bytes have not changed since they arrived with these hashes. It does not show that the console told the truth.',
    unreadableFrames: (count: number) =>
      `${counted(count, 'frame', 'frames')} of other sites could not be read.`,
    truncated: 'The page had more text than is kept.',
    discard: 'Discard exhibit',
    discarded: 'Exhibit discarded. Its files are kept.',
    discardFailed: 'The exhibit could not be discarded: the browser’s storage refused.',
  },
  inbox: {
    title: 'Extension',
    indicator: {
      'no-extension': 'No extension',
      unpaired: 'Not paired',
      pairing: 'Pairing',
      connected: 'Connected',
      receiving: 'Receiving',
      failed: 'Transfer failed',
    },
    noTitle: 'The extension is not talking to this page',
    noIntro:
      'Exhibit clips evidence with a browser extension. It finds this page by itself once both are there.',
    noSteps: [
      'Open the browser’s extension page and load the Exhibit extension.',
      'Press its toolbar button while this page is in front.',
      'Come back here: a field for the pairing code appears.',
    ],
    pairTitle: 'Type the code that the extension shows',
    pairIntro:
      'Press the Exhibit button in the browser’s toolbar while this page is in front. The side panel shows six characters. Only this address is paired; no other site learns anything.',
    code: 'Pairing code',
    codeHelp: 'Six letters and digits. Capitals do not matter.',
    pair: 'Pair',
    checking: 'Checking',
    wrong: (left: number) =>
      left === 0
        ? 'That was not the code, and no tries are left. Let the extension show a new one.'
        : `That is not the code. ${counted(left, 'try', 'tries')} left.`,
    noCodeOpen:
      'The extension shows no code right now. Open its side panel on this page and start pairing there.',
    noAnswer:
      'The extension did not answer. Nothing was changed; check that it is switched on and try again.',
    connectedTitle: 'Connected',
    connectedIdle: 'Accepted clips arrive by themselves. Nothing is waiting.',
    connectedPending: (count: number) =>
      `${counted(count, 'accepted clip is', 'accepted clips are')} waiting in the extension.`,
    pull: 'Fetch now',
    receivingTitle: 'Receiving evidence',
    receiving: (done: number, total: number) =>
      `${formatNumber(done)} of ${counted(total, 'exhibit', 'exhibits')} here`,
    receivingBytes: (done: string, total: string) => `${done} of ${total}`,
    receivingHint:
      'Each file is checked against its hash. An interruption does no harm: the transfer goes on where it stopped.',
    failedTitle: 'The transfer stopped',
    failedKept: (kept: number) =>
      kept === 0
        ? 'What you accepted is still safe in the extension.'
        : `${counted(kept, 'exhibit is', 'exhibits are')} still safe in the extension.`,
    retry: 'Try again',
    toEvidence: 'See the evidence',
    facts: 'How it works',
    factList: [
      'The page fetches; the extension only answers the address that was paired.',
      'A clip counts as delivered only when it is durably stored here with matching hashes.',
      'Nothing leaves this computer.',
    ],
  },
  pack: {
    title: 'Audit pack',
    intro: 'What leaves this device, leaves it here, as a file that you save yourself.',
    soaTitle: 'Statement of Applicability',
    soaText:
      'A workbook with all 93 controls: decision, reasons, justification, status, owner and the exhibits behind each.',
    soaAction: 'Save SoA as XLSX',
    packTitle: 'Audit pack',
    packText:
      'A ZIP with the SoA, an index of which exhibit supports which control, every exhibit’s files once, and SHA256SUMS. An auditor checks it with sha256sum alone.',
    packAction: 'Save audit pack (ZIP)',
    contains: (exhibits: number, bytes: string) =>
      `${counted(exhibits, 'exhibit', 'exhibits')}, about ${bytes}`,
    working: 'Working',
    files: (done: number, all: number) => `${formatNumber(done)} of ${counted(all, 'file', 'files')}`,
    done: (name: string, bytes: string) => `Saved ${name}, ${bytes}.`,
    cancelled: 'Cancelled. Nothing was saved.',
    failed: 'The file could not be made. Nothing in the workspace was changed.',
    failedWrite:
      'The file could not be written: check the space on the disk. Nothing in the workspace was changed.',
    organizationMissing: 'Your organization has no name here yet.',
    organizationSet: 'Enter it in Settings',
    openTitle: 'Before you hand it over',
    open: {
      undecided: (count: number) => `${counted(count, 'control is', 'controls are')} undecided`,
      noReason: (count: number) =>
        `${counted(count, 'applicable control has', 'applicable controls have')} no reason for inclusion`,
      noProof: (count: number) =>
        `${counted(count, 'implemented control has', 'implemented controls have')} no evidence`,
      noWhy: (count: number) =>
        `${counted(count, 'excluded control has', 'excluded controls have')} no justification`,
      unlinked: (count: number) => `${counted(count, 'exhibit supports', 'exhibits support')} no control`,
    },
    openNone: 'Nothing that an auditor would ask about first.',
  },
  settings: {
    title: 'Settings',
    you: 'You',
    name: 'Your name',
    nameHelp: 'Stands beside the links that you make. It stays on this device until you share evidence.',
    organization: 'Organization',
    organizationHelp: 'Stands on the SoA and the audit pack.',
    saved: 'Saved',
    nameFailed: 'Could not be saved: the browser’s storage refused.',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    storage: 'Storage on this device',
    exhibits: 'Exhibits',
    files: (bytes: string) => `with ${bytes} of files`,
    usage: 'Used by Exhibit',
    quota: 'The browser allows',
    quotaHint: 'an estimate; only a failed write is proof',
    persistence: 'Protection',
    persisted: 'The browser keeps this data until you delete it.',
    notPersisted: 'The browser may delete this data when the disk runs full.',
    unknownPersistence: 'This browser does not say whether it keeps the data.',
    persist: 'Ask the browser to keep it',
    persistDenied:
      'The browser said no. Installing Exhibit as an app or bookmarking it usually changes its mind.',
    offline: 'Offline',
    offlineReady: 'Exhibit is stored on this device and opens without a network.',
    offlineNotReady: 'Exhibit is not stored for offline use yet. Reload once while connected.',
    offlineUnsupported:
      'This browser or address does not allow offline use. A secure address (https or localhost) is needed.',
    keyboard: 'Keyboard',
    keys: [
      ['/', 'Search'],
      ['j  k  ↑ ↓', 'Next and previous row'],
      ['Enter', 'Open or change'],
      ['A  S', 'Decide applicability, set the status of the row'],
      ['Esc', 'Close'],
      ['Ctrl Z', 'Undo'],
      ['Ctrl Shift Z', 'Redo'],
    ] as readonly (readonly [string, string])[],
  },
} as const;

type Widened<Entry> = Entry extends string
  ? string
  : Entry extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof Entry]: Widened<Entry[Key]> };

export type Messages = Widened<typeof en>;
