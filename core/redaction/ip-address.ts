import type { Span } from '../evidence/span.ts';

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const version4 = new RegExp(
  `(?<![\\p{L}\\p{N}_]|\\d\\.|/)${octet}(?:\\.${octet}){3}(?![\\p{L}\\p{N}_]|\\.\\d)`,
  'gu',
);
const version6 =
  /(?<![\p{L}\p{N}:._])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4})?(?:%[\w.]+)?(?![\p{L}\p{N}:])/giu;
/** Versions have four numbers, too. */
const versionWord =
  /(?:\b(?:version(?:en)?|ver|release|build|firmware|revision|kernel|driver|chrome|chromium|edge|safari|firefox|opera|upgraded? (?:to|from)|updated? (?:to|from)|agent|client|sdk|oid)\b[\s:=]*|\bv\.?\s?)$/i;

/** Addresses that every machine has say nothing: loopback, unspecified, broadcast and masks (RFC 6890). */
const saysNothing = (address: string) => /^(?:0\.|127\.|255\.)|\.0\.0\.0$|^::1?$/.test(address);

/** RFC 4291 section 2.2: eight groups, or fewer around one "::". */
function isVersion6(address: string): boolean {
  const [groups = ''] = address.split('%');
  const halves = groups.split('::');
  const count = groups.split(':').filter((group) => group !== '').length;
  if (halves.length > 2 || !/\d/.test(groups)) return false;
  if (halves.length === 2) return count >= 2 && count <= 7;
  // Eight pairs of digits are a hardware address or the begin of a fingerprint.
  return (
    count === 8 && !groups.endsWith(':') && !groups.startsWith(':') && !/^(?:[0-9a-f]{2}:){7}/i.test(groups)
  );
}

/** IP addresses of either version, without port and prefix length. `context` is the column title or label beside the text. */
export function findIpAddresses(text: string, context: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: address, index: start } of text.matchAll(version4)) {
    const before = text.slice(Math.max(0, start - 24), start);
    if (saysNothing(address) || versionWord.test(before) || versionWord.test(context)) continue;
    spans.push({ start, end: start + address.length });
  }
  for (const { 0: address, index: start } of text.matchAll(version6))
    if (isVersion6(address) && !saysNothing(address)) spans.push({ start, end: start + address.length });
  return spans;
}
