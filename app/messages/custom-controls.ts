/** What the app says about controls from outside Annex A, in English. */
export const customControlsEn = {
  custom: {
    group: 'Custom controls',
    untitled: 'Untitled',
    add: 'Add control',
    title: 'Add a custom control',
    empty:
      'Controls from outside Annex A stand here: of another standard, asked for by a contract, or of your own design. Add the first with the button or the key N.',
    help: 'It gets a row in the Statement of Applicability like those of Annex A: decided, proven, frozen and audited with them.',
    fields: { reference: 'Reference', title: 'Title', source: 'Source', description: 'What it asks for' },
    titlePlaceholder: 'What it wants, in a few words',
    sourcePlaceholder: 'PCI DSS 4.0.1, a contract, own',
    descriptionPlaceholder: 'What it asks for and what would prove it, in the team’s words',
    titleMissing: 'Give it a title.',
    problems: {
      empty: 'Give it a reference.',
      'too-long': 'A reference has 20 characters at most.',
      separator: 'A reference holds no comma, semicolon, bar or line end.',
      'like-annex': 'This reads like a number of Annex A or a clause. Put letters before it.',
    },
    taken: (reference: string) => `${reference} is the reference of another control already.`,
    definition: 'Definition',
    history: 'History of the definition',
    presence: 'In the SoA',
    present: 'yes',
    absent: 'removed',
    remove: 'Remove control',
    removed: (reference: string) => `${reference} removed with its row`,
    added: (reference: string) => `${reference} added`,
  },
} as const;
