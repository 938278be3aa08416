/** Compares the page texts of two takes of one page. */
import type { DoubleTake } from '../evidence/double-take.ts';
import { maxChanges } from '../evidence/double-take.ts';
import { redactedMark } from './mark.ts';

/** Longest part of a line that a change quotes. */
const longestQuote = 300;

const clock = /\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?/gi;
const units = 'seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|[smhd]';
/** "5 minutes ago", "just now", "up 3 days, 4 hours". */
const since = new RegExp(
  String.raw`\b(?:just now|(?:a few|an?|\d+)\s*(?:${units})(?:\s*,?\s*\d+\s*(?:${units}))*\s+ago)\b|\b(?:up|uptime:?)\s+\d.*$`,
  'gi',
);

/** The line without what goes on by itself: times of day and how long something is ago. A number or a date stays: it may be the evidence. */
const steady = (line: string): string =>
  line.replace(since, '#').replace(clock, '#').replace(/\s+/g, ' ').trim();

/** Lines of `these` that are not among `others`, each as often as it is missing there. */
function missingFrom(these: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(steady(line), (left.get(steady(line)) ?? 0) + 1);
  return these.filter((line) => {
    const key = steady(line);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0 && key !== '';
  });
}

const wordsOf = (line: string): Set<string> => new Set(steady(line).toLowerCase().split(' '));

/** The share of words that both lines have. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return common / Math.max(a.size, b.size);
}

/** Takes out of the new lines the one that is most like the old one, if one is like it at all. */
function takeCounterpart(old: string, fresh: { line: string; words: Set<string> }[]): string {
  const words = wordsOf(old);
  let best = -1;
  let most = 0.3;
  for (const [at, candidate] of fresh.entries()) {
    const share = likeness(words, candidate.words);
    if (share > most) [best, most] = [at, share];
  }
  return best < 0 ? '' : (fresh.splice(best, 1)[0]?.line ?? '');
}

/** Pairs of more lines than that would take long, and nobody reads them. */
const maxPaired = 500;

/**
 * What differs between the lines of the first take and those of the second. The order of lines does not count, nor do lines of the first
 * take in which something was redacted.
 */
export function compareTakes(
  before: readonly string[],
  after: readonly string[],
): Pick<DoubleTake, 'lines' | 'differing' | 'changes'> {
  const compared = before.filter((line) => !line.includes(redactedMark));
  const gone = missingFrom(compared, after);
  const hidden = before.length - compared.length;
  // As many new lines as were redacted may stand for those.
  const fresh = missingFrom(after, compared).map((line) => ({ line, words: wordsOf(line) }));
  const changes = gone
    .slice(0, maxPaired)
    .map((line) => ({ before: line, after: takeCounterpart(line, fresh) }));
  const added = fresh.slice(hidden).map(({ line }) => ({ before: '', after: line }));
  const all = [...changes, ...added];
  return {
    lines: compared.length,
    differing: Math.max(gone.length, all.length),
    changes: all.slice(0, maxChanges).map((change) => ({
      before: change.before.slice(0, longestQuote),
      after: change.after.slice(0, longestQuote),
    })),
  };
}
