import type { Span } from '../evidence/span.ts';

/** Local part and domain as people have them: a dot-atom (RFC 5322 section 3.4.1) with letters of any script (RFC 6531), without the signs
 * that set an address off in a URL. */
const address =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}_](?:[\p{L}\p{N}.!#$'*^_{|}~+-]{0,62}[\p{L}\p{N}_+~-])?@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,24})(?![\p{L}\p{N}]|-\p{L}|@)/giu;
/** "logo@2x.png", "react@next.js": names of files. */
const fileEnding = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|js|mjs|ts|json|html?|zip|whl|tgz)$/i;
/** "git@github.com:team/repository": the address of a repository. */
const remote = /^(?:git|hg|svn)@/i;

/** E-mail addresses; `keptDomains` (lower case) and the domains below them stay. */
export function findEmails(text: string, keptDomains: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const { 0: found, index: start } of text.matchAll(address)) {
    const end = start + found.length;
    const domain = found.slice(found.lastIndexOf('@') + 1).toLowerCase();
    const isKept = keptDomains.some((kept) => domain === kept || domain.endsWith(`.${kept}`));
    if (isKept || fileEnding.test(domain)) continue;
    if (remote.test(found) && /^[:/]/.test(text.slice(end, end + 1))) continue;
    spans.push({ start, end });
  }
  return spans;
}
