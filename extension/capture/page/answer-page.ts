import { accountOf } from '#core/evidence/account.ts';
import { accountOnPage } from './account.ts';
import type { Box, WholeContent } from './place.ts';
import { readPage } from './read-page.ts';
import { inSlices, Slices } from './slices.ts';
import type { Sliced } from './slices.ts';

/** JSON (RFC 8259) of a value, written one member of an array after the other. */
function* jsonOf(value: unknown, slices: Slices): Sliced<string> {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const member of value) {
      if (slices.isOver) yield;
      parts.push(JSON.stringify(member));
    }
    return `[${parts.join(',')}]`;
  }
  for (const [key, member] of Object.entries(value))
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${yield* jsonOf(member, slices)}`);
  return `{${parts.join(',')}}`;
}

/** What `readPage` reads as JSON: the browser copies one text in a moment, but keeps the page waiting over thousands of objects. */
export async function answerPage(area?: Box, whole?: WholeContent): Promise<string> {
  const facts = await readPage(area, whole);
  // Whoever chose a part of the page left the rest out. Looking for it takes a while in which the page may be left.
  const isKnown = area !== undefined || accountOf(facts.pageText) !== undefined;
  const account = isKnown ? undefined : await accountOnPage();
  const slices = new Slices();
  return inSlices(jsonOf({ ...facts, account }, slices), slices);
}
