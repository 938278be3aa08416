import type { Control } from './control.ts';
import { controls } from './controls.ts';

const byId = new Map<string, Control>(controls.map((control) => [control.id, control]));

/** The control with this id (`A.8.5`, exactly so), or undefined where Annex A has none. */
export const findControl = (id: string): Control | undefined => byId.get(id);

/**
 * The controls a person may mean by `query`, best first; equally good ones in the order of Annex A.
 *
 * Matches ids (`8.5`, `a.8.5`, `A8`) and words of keywords, title and summary, also by their beginning (`encry`). Of several
 * words, only those controls are returned that match as many of them as any control does. A blank query gives all 93, one
 * that fits nothing gives none.
 */
export function searchControls(query: string): Control[] {
  const terms = query
    .toLowerCase()
    .split(/\s+/)
    .flatMap((chunk) => (isIdLike(chunk) ? [chunk] : wordsOf(chunk)));
  if (terms.length === 0) return query.trim() === '' ? [...controls] : [];
  const whole = terms.join(' ');
  index ??= makeIndex();
  const hits = index.map((entry) => {
    const scores = terms.map((term) => termScore(entry, term)).filter((score) => score > 0);
    const exact = entry.phrases.has(whole) ? WHOLE_PHRASE : 0;
    return { control: entry.control, matched: scores.length, score: sum(scores) + exact };
  });
  const most = Math.max(...hits.map((hit) => hit.matched));
  if (most === 0) return [];
  return hits
    .filter((hit) => hit.matched === most)
    .toSorted((a, b) => b.score - a.score)
    .map((hit) => hit.control);
}

const WHOLE_ID = 100;
/** The whole query is one of the control's keywords or its title. */
const WHOLE_PHRASE = 20;

/** What a word is worth where it stands, whole or as the beginning of a longer one. */
const worth = {
  keyword: { whole: 6, start: 3 },
  title: { whole: 8, start: 4 },
  summary: { whole: 2, start: 1 },
};
type Field = keyof typeof worth;
const fields: readonly Field[] = ['keyword', 'title', 'summary'];

/** Made with the first search: an app that opens has more urgent things to do. */
let index: readonly IndexEntry[] | undefined;

type IndexEntry = { control: Control; phrases: ReadonlySet<string>; words: Record<Field, readonly string[]> };

const makeIndex = (): readonly IndexEntry[] =>
  controls.map((control) => ({
    control,
    phrases: new Set([control.title, ...control.keywords].map((phrase) => wordsOf(phrase).join(' '))),
    words: {
      keyword: control.keywords.flatMap(keywordWords),
      title: wordsOf(control.title),
      summary: wordsOf(control.summary),
    },
  }));

function termScore(entry: IndexEntry, term: string): number {
  if (isIdLike(term)) return idScore(entry.control, term);
  return sum(
    fields.map((field) => {
      if (entry.words[field].includes(term)) return worth[field].whole;
      return entry.words[field].some((known) => known.startsWith(term)) ? worth[field].start : 0;
    }),
  );
}

/** `8.5` and `a8.5` mean A.8.5; `8.1` also offers A.8.10 to A.8.19 after A.8.1; `a8` is the theme. */
function idScore(control: Control, term: string): number {
  const number = control.id.slice('A.'.length);
  const asked = term.replace(/^a?\.?/, '');
  if (number === asked) return WHOLE_ID;
  return `${number}.`.startsWith(asked) ? 1 : 0;
}

// A number alone is no id: people also look for "365" or "802.1X".
const isIdLike = (term: string) => /^(a\.?\d|\d\.)[\d.]*$/.test(term);

/** Lower case, without accents, plural endings and British spelling, so that the writer's choice does not matter. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map(stem);
}

/** The words of a keyword and, for `multi-factor` and `off-site`, the word written as one. */
function keywordWords(keyword: string): string[] {
  const words = wordsOf(keyword);
  return words.length > 1 ? [...words, words.join('')] : words;
}

function stem(word: string): string {
  const american = word.replace(/is(e|ed|es|ing|ation)$/, 'iz$1');
  if (american.length < 5) return american;
  return american.replace(/ies$/, 'y').replace(/([^su])s$/, '$1');
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
