import { counted, formatNumber } from './format.ts';

/** What the app says about comments, history, views and pasting in the SoA, in English. */
export const editingEn = {
  comments: {
    title: 'Comments',
    open: (count: number) => counted(count, 'open comment', 'open comments'),
    none: 'Nobody has commented on this control.',
    label: 'New comment',
    placeholder: 'Ask or tell; @ calls somebody',
    send: 'Add comment',
    reply: 'Reply',
    replyTo: (who: string) => `Reply to ${who}`,
    replyLabel: 'Your reply',
    sendReply: 'Send reply',
    resolve: 'Resolve',
    resolveOf: (who: string) => `Resolve the thread of ${who}`,
    reopen: 'Open again',
    reopenOf: (who: string) => `Open the thread of ${who} again`,
    resolvedCount: (count: number) => counted(count, 'resolved thread', 'resolved threads'),
    resolvedBy: (who: string, when: string) => `Resolved by ${who}, ${when}`,
    people: 'People to call',
    nobody: 'Somebody',
    anonymous: 'Enter your name in Settings, so that others see who wrote this.',
    by: (who: string) => `Comment by ${who}`,
    resolved: (control: string) => `Thread resolved in ${control}`,
    filter: 'Comments',
    filters: { all: 'Any comments', open: 'With open comments', mine: 'With calls for me' },
  },
  history: {
    title: 'History',
    none: 'No change recorded yet. What is changed from now on stands here, with who and when.',
    field: 'Show changes of',
    anyField: 'All cells',
    edited: 'Text edited. Before:',
    tooLong: 'Text edited. What stood there before was too long to keep.',
    empty: 'empty',
    restore: 'Restore',
    restoreShort: (value: string) => `Restore “${value}”`,
    restoreIn: (value: string, what: string) => `Restore “${value}” in ${what}`,
    restoreText: (what: string) => `Restore ${what} as it was before`,
    overwritten: 'Overwritten by a change made at the same time.',
    restored: (what: string, control: string) => `${what} restored in ${control}. Ctrl Z takes it back.`,
    more: (count: number) => `Show ${formatNumber(count)} older`,
  },
  views: {
    open: 'Columns and views',
    region: 'Columns, order and saved views',
    choose: 'Saved view',
    none: 'No saved view',
    columns: 'Columns',
    order: 'Order',
    orderBy: (what: string) => `Order: ${what}`,
    annex: 'Annex A',
    descending: 'Descending',
    usual: 'Usual columns',
    name: 'Name of the view',
    namePlaceholder: 'Keep filters and columns as',
    save: 'Save view',
    saved: (name: string) => `View “${name}” saved for everybody in this workspace`,
    remove: (name: string) => `Delete “${name}”`,
    removed: (name: string) => `View “${name}” deleted`,
    help: 'Columns and order hold on this device. A saved view keeps them with the filters, for everybody in the workspace.',
  },
  paste: {
    title: 'Paste into these cells?',
    changes: 'What changes',
    notTaken: 'What cannot be taken',
    pasted: 'Pasted',
    why: 'Why',
    summary: (cells: number, rows: number, problems: number) =>
      [
        cells === 0
          ? 'Nothing changes.'
          : `${counted(cells, 'cell changes', 'cells change')} in ${counted(rows, 'control', 'controls')}.`,
        problems > 0 ? `${counted(problems, 'cell', 'cells')} cannot be taken.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    left: (rows: number, columns: number) =>
      `No place for ${[
        rows > 0 ? counted(rows, 'pasted row', 'pasted rows') : '',
        columns > 0 ? counted(columns, 'pasted column', 'pasted columns') : '',
      ]
        .filter(Boolean)
        .join(' and ')}.`,
    apply: (count: number) => `Change ${counted(count, 'cell', 'cells')}`,
    done: (count: number) => `${counted(count, 'cell', 'cells')} changed. Ctrl Z takes it back.`,
    copied: (count: number) => `${counted(count, 'row', 'rows')} copied`,
    refused: {
      empty: 'There is no text on the clipboard.',
      'too-large': 'This is far more than 93 rows hold. Import a file instead.',
    },
    problems: {
      'not-understood': 'These words stand for none of the values of this column.',
      'ambiguous-date': 'Day and month could be either way round. Write the date as 2026-11-29.',
      'too-long': 'This is longer than the cell holds.',
      cut: 'An export cut this text at the end of the cell; pasted, the rest would be lost.',
      'rows-disagree': 'Another row says something else about the same control.',
      derived: 'A reason that follows from a risk, law or contract goes only with the link.',
      'no-such-record': 'Something that it names is not here.',
      'kept-elsewhere': 'This stands in a register of its own and is changed there.',
      'read-only': 'This column cannot be written here.',
    },
  },
} as const;
