/**
 * Stands in text, titles and addresses for what was redacted. One mark for all, so that neither length nor letters leak. It has no
 * blank and needs no escape in an address, and tells a redaction from what was never recorded (`withheldValue`).
 */
export const redactedMark = '(redacted)';
