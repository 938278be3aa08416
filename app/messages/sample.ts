/** What the app says about the sample company, in English. */
export const sampleEn = {
  sample: {
    start: 'Nothing is decided yet. Press A in a row to decide, or look at a finished example first.',
    open: 'Open the sample company',
    working: 'Making the sample',
    what: 'An invented company of 60 people. To begin your own afterwards, clear this site’s data.',
    failed: 'The sample could not be stored. Your rows are as they were; free some space and try again.',
  },
} as const;
