import { counted, formatNumber } from './format.ts';

/** What the app says about the files that leave the device, in English. */
export const packsEn = {
  pack: {
    title: 'Audit pack',
    intro:
      'What others can read leaves this device here, as a file that you save yourself. What a team shares goes over its relay, encrypted.',
    soaTitle: 'Statement of Applicability',
    soaText:
      'All 93 controls: decision, reasons, justification, status, owner and the exhibits behind each. PDF and DOCX are for people, XLSX and CSV for spreadsheets, OSCAL for other programs. CSV has the controls alone; the ZIP has a CSV file for each sheet.',
    comments: (count: number) =>
      `With what was said about rows (${counted(count, 'comment', 'comments')} of members and auditors)`,
    soaAction: (format: string) => `Save SoA as ${format}`,
    formats: {
      pdf: 'PDF',
      docx: 'DOCX',
      xlsx: 'XLSX',
      csv: 'CSV',
      csvFiles: 'ZIP of CSV files',
      oscal: 'OSCAL',
    },
    packTitle: 'Audit pack',
    packText:
      'A ZIP with the SoA, an index of which exhibit supports which control, every exhibit’s files once, a viewer, and SHA256SUMS. An auditor checks it with sha256sum, openssl and ssh-keygen alone.',
    packAction: 'Save audit pack (ZIP)',
    contains: (exhibits: number, bytes: string) =>
      `${counted(exhibits, 'exhibit', 'exhibits')}, about ${bytes}`,
    working: 'Working',
    files: (done: number, all: number) => `${formatNumber(done)} of ${counted(all, 'file', 'files')}`,
    rows: (done: number, all: number) => `${formatNumber(done)} of ${counted(all, 'row', 'rows')}`,
    done: (name: string, bytes: string) => `Saved ${name}, ${bytes}.`,
    missing: (characters: readonly string[]) =>
      `In the PDF ${counted(characters.length, 'character is', 'characters are')} shown as an empty box, as no font here has ${characters.length === 1 ? 'it' : 'them'}: ${characters.slice(0, 20).join(' ')}${characters.length > 20 ? ' …' : ''}. Copied or searched, the text is whole.`,
    cancelled: 'Cancelled. Nothing was saved.',
    failed: 'The file could not be made. Nothing in the workspace was changed.',
    failedWrite:
      'The file could not be written: check the space on the disk. Nothing in the workspace was changed.',
    organizationMissing: 'Your organization has no name here yet.',
    organizationSet: 'Enter it in Settings',
    keyTitle: 'The key that signs',
    keyText:
      'Audit packs are signed with this device’s key. Give its fingerprint to your auditor by another way than the pack, for example by phone:',
    keyNone: 'This device gets its key with the first audit pack. Its fingerprint will stand here.',
    fingerprint: 'the fingerprint',
    openTitle: 'Before you hand it over',
    open: {
      contested: (count: number) =>
        `${counted(count, 'control is', 'controls are')} contested: members decided differently at once`,
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
  packScope: {
    state: 'State',
    stateNow: 'As it stands now',
    stateOf: (label: string) => `Version ${label}`,
    title: 'Exhibits in the pack',
    kinds: {
      all: 'All',
      window: 'Captured in an audit window',
      theme: 'Of one theme of Annex A',
      sample: 'A random sample',
      selection: 'Chosen ones, for a customer',
    },
    from: 'From',
    to: 'To',
    theme: 'Theme',
    size: 'Size',
    seed: 'Seed',
    seedHelp:
      'Best what nobody could choose, such as dice thrown in front of the auditor. Whoever has the pack can draw again.',
    audited: 'Prove that they belong to',
    auditedHelp:
      'Each exhibit gets a proof that it was in that pack. The customer asks the auditor for its root alone, and sees no other exhibit.',
    noSet: 'Nothing: no proof',
    noSets: 'Save a pack for the auditor first: then what you choose here can be proved to belong to it.',
    set: (at: string, count: number, version: string) =>
      `Pack of ${at}${version ? `, version ${version}` : ''}, ${counted(count, 'exhibit', 'exhibits')}`,
    chosen: (count: number) => `${counted(count, 'exhibit', 'exhibits')} chosen`,
    chooseFound: (count: number) => `Choose ${formatNumber(count)}`,
    chooseNone: 'Choose none',
    more: (count: number) => `${formatNumber(count)} more: search for them.`,
    leaveOut: 'Leave out',
    parts: {
      originals: 'Pictures and original files',
      texts: 'Texts of pages',
      names: 'Names of people',
      risks: 'Risk register',
      statements: 'Signed statements',
    },
    blanks:
      'Records get blanks then. Their sealed hashes stay, but what is shown of them is covered by the signature of the pack alone. Keys still name their holders.',
    problems: {
      window: 'Set both days; the first must not be after the second.',
      size: 'The size is a whole number from 1.',
      seed: 'Enter a seed of plain letters, digits and signs.',
      'nothing-chosen': 'Choose at least one exhibit.',
      'set-gone': 'The hashes of that pack are not in this workspace. Choose another one.',
    },
  },
  riskFiles: {
    title: 'Risk register',
    text: 'Criteria, risks, actions, assets, suppliers, laws and contracts. CSV has the risks alone, one row each.',
    action: (format: string) => `Save risks as ${format}`,
  },
} as const;
