/** Stands in text and addresses for a value that must never be recorded. */
export const withheldValue = '(not recorded)';
