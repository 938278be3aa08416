import { counted, formatNumber } from './format.ts';

/** What the app says about frozen versions of the SoA, in English. */
export const versionsEn = {
  versions: {
    title: 'Versions',
    intro:
      'A version is the Statement of Applicability with clauses 4 to 10, the scope, and the risks and registers on which it rests, as somebody approved it. It never changes; what you edit is the next one.',
    freezeTitle: (number: number) => `Freeze version ${formatNumber(number)}`,
    freezeText:
      'Keeps all 93 rows, clauses 4 to 10, the cover, risks, criteria, actions, assets, suppliers and obligations as they stand now, with a SHA-256 by which anybody can tell that nothing changed.',
    reason: 'Reason',
    reasonPlaceholder: 'What has changed, or what it is for',
    approver: 'Approved by',
    approverPlaceholder: 'Name and role',
    freeze: 'Freeze',
    frozen: (label: string) => `Version ${label} is frozen`,
    refused: {
      'reason-missing': 'Say why this version is frozen.',
      'approver-missing': 'Say who approved it.',
      contested: (where: string) => `Members decided differently at once; settle these first: ${where}.`,
      'criteria-contested':
        'Members saved different risk criteria at once; settle that first, under Risks, Criteria.',
      'too-large':
        'The texts of rows, clauses and registers are too long to be frozen: more than 8 million characters.',
    },
    undecided: (count: number) =>
      `${counted(count, 'control is', 'controls are')} still undecided and will be frozen so.`,
    listTitle: 'Frozen versions',
    list: 'Frozen versions, newest first',
    emptyTitle: 'No version yet',
    emptyHint: 'Freeze one when the SoA has been approved, for example before an audit.',
    name: (label: string) => `Version ${label}`,
    approvedBy: (approver: string, when: string) => `Approved by ${approver}, frozen ${when}`,
    frozenBy: (name: string) => `by ${name}`,
    hash: 'SHA-256',
    altered: 'The bytes of this version do not match its SHA-256. Do not rely on it.',
    exportTitle: (label: string) => `Files of version ${label}`,
    files: 'Files',
    saveAs: (label: string, format: string) => `Save version ${label} as ${format}`,
    pack: (label: string) => `Save audit pack of version ${label}`,
    soaFiles: 'Statement of Applicability',
    registerFiles: 'Risk register',
    saveRegisterAs: (label: string, format: string) => `Save risk register of version ${label} as ${format}`,
    filesHelp: 'Exhibits that have left this device are named in an audit pack.',
    filesHelpRowsOnly:
      'This version was frozen before versions held risks and registers, so its files have none. Exhibits that have left this device are named in an audit pack.',
    filesHelpWithoutClauses:
      'This version was frozen before versions held clauses 4 to 10 and the scope: its files list what the clauses require, and give the scope as it is worded now. Exhibits that have left this device are named in an audit pack.',
    approvals: (label: string) => `Signed approvals of version ${label}`,
    approve: 'Sign approval',
    approveVersion: (label: string) => `Sign approval of version ${label}`,
    approvalHolds: 'The signature holds for this version.',
    otherThanApprover: 'But the signer is not the approver who is named above.',
    notSigned: 'Nobody has signed this version yet; the approver above is a name that was typed in.',
    nameFirst: 'Enter your name in Settings to sign an approval.',
    movedSince: (cells: number) =>
      `${counted(cells, 'cell has', 'cells have')} changed since. What stands now was approved by nobody.`,
    compareTitle: 'Compare',
    compareWithNow: (label: string) => `Compare with now: version ${label}`,
    compareShort: 'Compare with now',
    before: 'Before',
    after: 'After',
    now: 'Now, not frozen',
    same: 'Nothing differs',
    sameHint: 'All cells of all 93 rows, clauses, cover, risks and registers are equal.',
    sameHintPart: 'All cells that both of them hold are equal.',
    rowsOnly:
      'One of the two was frozen before versions held risks, registers and clauses, so only the rows of the Statement of Applicability are compared.',
    withoutClauses:
      'One of the two was frozen before versions held clauses 4 to 10 and the scope, so these are not compared.',
    compared: {
      rows: {
        title: 'Controls of Annex A',
        what: 'Control',
        summary: (cells: number, rows: number) =>
          `${counted(cells, 'cell differs', 'cells differ')} in ${counted(rows, 'control', 'controls')}.`,
        table: (before: string, after: string) => `What differs between ${before} and ${after}`,
      },
      clauses: {
        title: 'Clauses 4 to 10',
        what: 'Clause',
        summary: (cells: number, clauses: number) =>
          `${counted(cells, 'cell differs', 'cells differ')} in ${counted(clauses, 'clause', 'clauses')}.`,
        table: (before: string, after: string) =>
          `What differs in clauses 4 to 10 between ${before} and ${after}`,
      },
      cover: {
        title: 'Cover',
        what: 'What it is about',
        summary: (cells: number) => `${counted(cells, 'cell differs', 'cells differ')} on the cover.`,
        table: (before: string, after: string) => `What differs on the cover between ${before} and ${after}`,
      },
      records: {
        title: 'Risks and registers',
        what: 'Record',
        summary: (cells: number, records: number) =>
          `${counted(cells, 'cell differs', 'cells differ')} in ${counted(records, 'record', 'records')} of the registers.`,
        table: (before: string, after: string) =>
          `What differs in risks and registers between ${before} and ${after}`,
      },
    },
    parts: {
      criteria: 'Risk criteria',
      risk: 'Risk',
      action: 'Action',
      asset: 'Asset',
      supplier: 'Supplier',
      obligation: 'Law or contract',
    },
    changes: { added: 'added', removed: 'removed' },
    dayTitle: 'As of any day',
    day: 'Day',
    showDay: 'Show the day',
    dayExact: (since: string) =>
      `Every day since ${since} can be shown as it was: since then each change has been kept, with what stood there before.`,
    dayNoHistory: 'Nothing has been changed yet since changes are kept, so no day can be shown exactly.',
    dayOlder: 'For an earlier day, the newest version frozen by then is shown.',
    dayOlderNone: 'Of earlier days nothing is known, as no version was frozen.',
    dayState: (day: string) => `As of ${day}`,
    dayOption: (day: string) => `End of ${day}`,
    dayPending: 'Working out that day from the history',
    dayCancel: 'Cancel',
    dayFailed: 'That day could not be worked out. Nothing was changed; reload the page and try again.',
    dayIsExact:
      'Worked out from what stands now by taking back every later change. Texts that somebody was writing at the end of the day may be five minutes off; what members wrote offline counts from when they wrote it.',
    dayUnknown: (count: number) =>
      `${counted(count, 'text was', 'texts were')} too long to be kept and shown as written later.`,
    dayIsVersion: (label: string, when: string) =>
      `Changes of that day are not kept. This is version ${label}, frozen ${when}: the newest that is certain.`,
    dayNothing: 'Nothing is known of that day',
    dayNothingHint:
      'It is before the first change that was kept and before the first frozen version. Choose a later day.',
    saveDayAs: (day: string, format: string) => `Save Statement of Applicability as of ${day} as ${format}`,
    saveDayRegisterAs: (day: string, format: string) => `Save risk register as of ${day} as ${format}`,
    dayRows: 'The rows of that day',
    dayClauses: 'Clauses 4 to 10 of that day',
    dayRisks: (count: number) => `${counted(count, 'risk', 'risks')} of that day`,
    riskColumns: {
      risk: 'Risk',
      level: 'Residual level',
      treatment: 'Treatment',
      owner: 'Owner',
      plan: 'Treatment plan',
    },
    columns: { control: 'Control', clause: 'Clause', field: 'Cell', before: 'Before', after: 'After' },
    nothing: 'empty',
    openRisk: 'open',
    fields: {
      reference: 'Reference',
      title: 'Title',
      source: 'Source of the custom control',
      description: 'What the custom control asks for',
      applicability: 'Applicable',
      reasons: 'Reasons',
      derivedReasons: 'Reasons from links',
      justification: 'Justification',
      risks: 'Risks',
      obligations: 'Laws and contracts',
      provider: 'Provider',
      status: 'Implementation',
      plannedFor: 'Planned for',
      implementation: 'How it is implemented',
      maturity: 'Maturity',
      owner: 'Owner',
      reviewer: 'Reviewer',
      lastReview: 'Last review',
      exhibits: 'Evidence',
      remarks: 'Remarks',
    },
  },
} as const;
