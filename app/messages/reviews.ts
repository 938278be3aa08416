/** What the app says about management reviews, in English. The inputs are those of clause 9.3.2, in our words. */
export const reviewsEn = {
  reviews: {
    title: 'Management reviews',
    cardText:
      'Clause 9.3: top management looks at the management system at planned intervals. Record what was considered and decided; the chair signs it, and the audit pack holds it.',
    open: (all: number) => (all === 0 ? 'Record a review' : `Open reviews (${all})`),
    intro:
      'What top management considered and decided (clause 9.3). The chair’s signature goes into the audit pack.',
    toPack: 'To the audit pack',
    none: 'No review yet',
    noneHint: 'Record when it was held, who was there, what was considered and what was decided.',
    add: 'New review',
    undated: 'Review without a date',
    heldOnDay: (day: string) => `Review of ${day}`,
    heldOn: 'Held on',
    chair: 'Chair',
    chairHint: 'Whoever led it and signs it',
    attendees: 'Attendees',
    inputs: 'Considered',
    inputNames: {
      'earlier-actions': 'What became of earlier reviews’ actions',
      issues: 'Changes outside and inside the organisation',
      'interested-parties': 'Changes in what interested parties need',
      performance: 'Performance: nonconformities, measurements, audits, objectives',
      feedback: 'Feedback from interested parties',
      risks: 'Risk assessment, and how far treatment has come',
      improvement: 'Chances to improve',
    },
    notes: 'What was said',
    decisions: 'Decisions',
    hints: {
      attendees: 'Names and roles',
      notes: 'Findings, figures, trends',
      decisions: 'Improvements, changes to the management system, resources',
    },
    remove: 'Remove',
    removeOne: (name: string) => `Remove: ${name}`,
    removed: 'Review removed. What was signed of it stays.',
    signatures: 'Signatures',
    sign: 'Sign as chair',
    holds: 'The signature holds for the review as it stands.',
    editedSince: 'It holds for what stood here then; the review was edited since.',
    notChair: 'It holds, but this is not the chair.',
    chairSigns: (chair: string) => `${chair} signs it, on a device where that name is set in Settings.`,
    incomplete:
      'Date, chair, attendees, at least one point considered and decisions are needed before it is signed.',
  },
} as const;
