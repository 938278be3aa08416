/**
 * Cuts what a page says into pieces that mean something by themselves, for the classifier. Each piece carries the heading
 * it stands under, because "Required: on" says nothing without "Two-factor authentication".
 */
import type { Passage } from './control-classifier.ts';
import type { Landmark, PageBlock, PageText } from './page-text.ts';
import { pieceOfHeading, wordCount, wordsUpTo, sentencesOf, createPassageList } from './passage-list.ts';

/** A passage has at most this many words; a longer paragraph becomes several. */
const maxWords = 60;
/** Short things that belong together (settings, rows of a table, lines) are joined up to about this many words. */
const joinWords = 40;
/** Paragraphs shorter than this are joined with their neighbours. */
const shortParagraph = 12;
/** A heading without anything below it is a passage where it has at least this many words. */
const headingThatSays = 3;
/** A long table says little more in its later rows; the rest of the page must have its turn. */
const maxPassagesOfTable = 12;

/** What every page of a console repeats, and what names every control there is. */
const chrome: readonly Landmark[] = ['navigation', 'banner', 'footer'];

/** A run of blocks that may stand in one passage. */
type Group = {
  kind: 'heading' | 'settings' | 'prose' | 'table';
  heading: string;
  lead: string;
  parts: string[];
};

/**
 * The passages of a page in reading order: a heading with the settings below it, rows of a table with the column titles, a
 * paragraph. Menus, banners and footers are left out, so are repetitions. At most 120 of at most 60 words, and what the
 * picture shows comes before what it does not; a page without content gives an empty list. The title of the page
 * is the first passage where it has more than one word.
 */
export function passagesOf(pageText: PageText): Passage[] {
  const content = pageText.blocks.filter((block) => !chrome.includes(block.landmark));
  const groups = [...groupsOf(content, true), ...groupsOf(content, false)];
  return listOf(pageText.title, groups.flatMap(textsOf));
}

function groupsOf(blocks: readonly PageBlock[], inPicture: boolean): Group[] {
  const groups: Group[] = [];
  let heading = '';
  let current: Group | undefined;
  for (const block of blocks) {
    if (block.inPicture !== inPicture && block.kind !== 'heading') continue;
    if (block.kind === 'heading') {
      heading = pieceOfHeading(block.text);
      current =
        block.inPicture === inPicture
          ? { kind: 'heading', heading: '', lead: '', parts: [heading] }
          : undefined;
      if (current !== undefined && wordCount(heading) >= headingThatSays) groups.push(current);
      continue;
    }
    const part = partOf(block);
    if (part === '') continue;
    const { kind, lead } = groupKeyOf(block);
    if (current?.kind === 'heading' && groups.at(-1) === current) groups.pop();
    if (current?.kind !== kind || current.lead !== lead) {
      current = { kind, heading, lead, parts: [] };
      groups.push(current);
    }
    current.parts.push(part);
  }
  return groups;
}

function groupKeyOf(block: Exclude<PageBlock, { kind: 'heading' }>): Pick<Group, 'kind' | 'lead'> {
  if (block.kind === 'row') {
    return {
      kind: 'table',
      lead: wordsUpTo(block.header.filter((title) => title.trim() !== '').join(', '), 20),
    };
  }
  return { kind: block.kind === 'paragraph' ? 'prose' : 'settings', lead: '' };
}

function partOf(block: PageBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'item':
      return block.text.trim();
    case 'row':
      return block.cells
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
        .join(', ');
    case 'field':
      // What a button would do is not what the page shows to be so.
      return block.control === 'button'
        ? ''
        : [block.label, block.value]
            .map((side) => side.trim())
            .filter(Boolean)
            .join(': ');
  }
}

function textsOf(group: Group): string[] {
  const context = [group.heading, group.lead].filter((side) => side !== '').join('. ');
  const room = maxWords - wordCount(context);
  const parts = group.parts.flatMap((part) => piecesThatFit(part, room));
  const full = group.kind === 'prose' ? shortParagraph : Math.min(joinWords, room);
  const joined = join(parts, full, room, group.kind === 'prose' ? ' ' : '; ');
  const kept = group.kind === 'table' ? joined.slice(0, maxPassagesOfTable) : joined;
  return kept.map((text) => (context === '' ? text : `${context}: ${text}`));
}

/** A part cut at its sentences, and a sentence cut at its words, where it has more than `room` words. */
function piecesThatFit(part: string, room: number): string[] {
  if (wordCount(part) <= room) return [part];
  const sentences = sentencesOf(part).flatMap((sentence) => cutByWords(sentence, room));
  return join(sentences, room, room, ' ');
}

function cutByWords(text: string, room: number): string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const pieces: string[] = [];
  for (let at = 0; at < words.length; at += room) pieces.push(words.slice(at, at + room).join(' '));
  return pieces;
}

/** Joins neighbours until a piece has `full` words, never past `limit`. */
function join(parts: readonly string[], full: number, limit: number, separator: string): string[] {
  const joined: string[] = [];
  let size = 0;
  for (const part of parts) {
    const words = wordCount(part);
    const last = joined.at(-1);
    if (last !== undefined && size < full && size + words <= Math.min(limit, full + shortParagraph)) {
      joined[joined.length - 1] = `${last}${separator}${part}`;
      size += words;
    } else {
      joined.push(part);
      size = words;
    }
  }
  return joined;
}

/** A line of a menu: a few words and nothing that a setting, a row or a sentence would have. */
const isMenuLine = (line: string) => wordCount(line) <= 4 && /^\p{L}[^\d:=@|/.,;()]*$/u.test(line);
/** A bar of menu entries that the browser gives as one line: "Home Timeline Files Branches Tags Admin Logout". */
const isMenuBar = (line: string) =>
  wordCount(line) >= 5 && /^\p{L}[^\d:=@|/.,;()]*$/u.test(line) && capitalShare(line) >= 0.7;
/** This many lines of a menu in a row are one; fewer may be a table's column titles. */
const linesOfMenu = 6;

function capitalShare(line: string): number {
  const words = line.split(/\s+/);
  return words.filter((word) => /^\p{Lu}/u.test(word)).length / words.length;
}

/** Lines in runs: menus apart from what stands around them, because they name every control there is. */
function runsOfLines(lines: readonly string[]): string[][] {
  const runs: { menu: boolean; lines: string[] }[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && isMenuLine(lines[end] ?? '')) end += 1;
    const menu = end - at >= linesOfMenu || isMenuBar(lines[at] ?? '');
    const taken = lines.slice(at, menu ? Math.max(end, at + 1) : Math.max(end, at + 1));
    const last = runs.at(-1);
    if (last === undefined || menu || last.menu) runs.push({ menu, lines: taken });
    else last.lines.push(...taken);
    at += taken.length;
  }
  return runs.map(({ lines: run }) => run);
}

/**
 * The passages of a text without structure: a file, what OCR read, or a page's visible text. Lines are joined to pieces of
 * about 40 words, empty lines and menus divide; long lines are cut at sentences. The same bounds as for pages, and a
 * title is treated as there; an empty text gives an empty list.
 */
export function passagesOfText(text: string, title = ''): Passage[] {
  const pieces = text.split(/\n[ \t\r]*\n/).flatMap((block) => {
    const lines = block.split('\n').map((line) => line.trim());
    return runsOfLines(lines.filter((line) => line !== '')).flatMap((run) => {
      const parts = run.flatMap((line) => piecesThatFit(line, maxWords));
      return join(parts, joinWords, maxWords, '\n');
    });
  });
  return listOf(title, pieces);
}

/** Title and texts without repetition; a title alone says nothing. */
function listOf(title: string, texts: readonly string[]): Passage[] {
  const list = createPassageList(maxWords);
  if (wordCount(title) > 1) list.add(title);
  const before = list.passages().length;
  for (const text of texts) list.add(text);
  return list.passages().length > before || texts.some((text) => text.trim() === title.trim())
    ? list.passages()
    : [];
}
