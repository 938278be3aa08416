import { counted, formatNumber } from './format.ts';

/** What the app says about the extension and the way to it, in English. */
export const connectionEn = {
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
} as const;
