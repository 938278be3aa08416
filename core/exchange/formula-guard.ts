// Spaces, control and invisible characters before the sign do not stop a spreadsheet, so they do not stop us. The full-width forms of
// the four signs are taken for the plain ones by some programs (OWASP, "CSV Injection").
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** Whether a spreadsheet may take the text for a formula. */
export const startsLikeFormula = (text: string): boolean => formulaStart.test(text);
