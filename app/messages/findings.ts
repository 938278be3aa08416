import { counted, formatDay } from './format.ts';

/** What the app says about auditors' replies, in English. */
export const findingsEn = {
  findings: {
    title: 'Auditors’ findings',
    replyTitle: 'An auditor’s reply',
    replyText:
      'Auditors open 00_VIEWER.html in the pack, mark exhibits and rows and send a reply file back. It is read here if it answers a pack of this workspace and nobody changed it.',
    choose: 'Read a reply',
    toFindings: (open: number, all: number) => `${counted(all, 'finding', 'findings')}, ${open} open`,
    taken: ({
      fresh,
      all,
      name,
      organization,
    }: {
      fresh: number;
      all: number;
      name: string;
      organization: string;
    }) =>
      `${counted(fresh, 'new finding', 'new findings')} from ${[name, organization].filter(Boolean).join(', ')}.${
        fresh < all ? ` ${counted(all - fresh, 'mark was', 'marks were')} here already.` : ''
      }`,
    refused: (
      error:
        | { kind: 'malformed' | 'bad-signature' }
        | { kind: 'other-pack'; organization: string; generatedAt: string },
    ) => {
      switch (error.kind) {
        case 'malformed':
          return 'This file is no reply of an auditor. Nothing was changed.';
        case 'bad-signature':
          return 'This reply was changed after the auditor signed it. Nothing was taken over; ask for the file again.';
        case 'other-pack':
          return `This reply answers a pack that was not made in this workspace: ${error.organization || 'no name'}, ${formatDay(error.generatedAt)}. Nothing was changed.`;
      }
    },
    unreadable: 'The file could not be read. Nothing was changed.',
    intro:
      'What auditors said in their replies. A signature shows that a reply was not changed, not who wrote it.',
    toPack: 'Read another reply',
    none: 'No findings yet',
    noneHint: 'Read an auditor’s reply under Audit pack. What it says is listed here.',
    verdicts: {
      accepted: 'Accepted',
      query: 'Query',
      nonconformity: 'Nonconformity',
      comment: 'Comment',
    },
    states: { open: 'Open', answered: 'Answered', closed: 'Closed' },
    stateOf: (name: string) => `State of the finding on ${name}`,
    contested: 'Contested: members decided differently at once. Decide again for all.',
    by: (name: string, organization: string, at: string) =>
      `${[name, organization].filter(Boolean).join(', ')}, ${at}`,
    answer: 'Answer',
    answerHint: 'What was done or shown',
  },
} as const;
