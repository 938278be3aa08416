import { bytesToHex } from '../shared/bytes.ts';

/**
 * The one form of a TimeStampReq (RFC 3161 section 2.4.1) that `createStampRequest` writes: version 1, a SHA-256 imprint, no policy, a nonce
 * of 16 bytes, certificates wanted, no extensions.
 */
const form = /^304b0201013031300d060960864801650304020105000420[0-9a-f]{64}0210[0-9a-f]{32}0101ff$/;

/** Whether these bytes are such a request: they hold a hash and a random number, and no room for anything else. */
export const isStampRequest = (der: Uint8Array): boolean => der.length < 100 && form.test(bytesToHex(der));

/** Bytes; real answers with their certificates have 2 to 10 KiB. */
export const mostStampBytes = 256 * 1024;

/** RFC 3161 section 3.4. */
export const stampQueryType = 'application/timestamp-query';
