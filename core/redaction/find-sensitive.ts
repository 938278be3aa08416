import type { PageText } from '../recognition/page-text.ts';
import { decodedLayers, sourceSpan } from './decoded-text.ts';
import { findEmails } from './email.ts';
import { cellKey, nameInLine, namesInTables, nameUnder } from './find-names.ts';
import { namesAfterPhrases } from './name-phrases.ts';
import { findNamedSecrets } from './named-secret.ts';
import type { Detected, PageFinding, TextFinding } from './finding.ts';
import { findIbans } from './iban.ts';
import { findIpAddresses } from './ip-address.ts';
import { makeWordFinder } from './occurrences.ts';
import { findPaymentCards } from './payment-card.ts';
import { findPhones } from './phone.ts';
import { namesByEmail } from './names-by-email.ts';
import { piecesOf, type Piece } from './pieces.ts';
import type { RedactionRules, SensitiveKind } from './rules.ts';
import { findSecrets } from './secret.ts';

/** A run that two detectors claim belongs to the one that knows it better: those with a checksum or a vendor's shape come first. */
const order: readonly SensitiveKind[] = [
  'iban',
  'payment-card',
  'secret',
  'email',
  'ip-address',
  'phone',
  'person-name',
];

const isWanted = (kind: SensitiveKind, { proposed, always }: RedactionRules) =>
  proposed.includes(kind) || always.includes(kind);

/** What the detectors say of one text, without what lies in another finding. */
function detectIn(text: string, context: string, rules: RedactionRules): Detected[] {
  const of = (kind: SensitiveKind, find: () => readonly Detected['span'][]) =>
    isWanted(kind, rules) ? find().map((span) => ({ kind, span })) : [];
  return [
    ...of('iban', () => findIbans(text)),
    ...of('payment-card', () => findPaymentCards(text, context)),
    ...of('email', () => findEmails(text, rules.keptDomains)),
    ...of('secret', () => [...findSecrets(text, context), ...findNamedSecrets(text, context)]),
    ...of('ip-address', () => findIpAddresses(text, context)),
    ...of('phone', () => findPhones(text, context)),
  ];
}

function withoutOverlap<Found extends Detected>(found: readonly Found[]): Found[] {
  const rank = ({ kind }: Found) => order.indexOf(kind);
  const size = ({ span }: Found) => span.end - span.start;
  const kept: Found[] = [];
  for (const one of [...found].sort((a, b) => rank(a) - rank(b) || size(b) - size(a)))
    if (kept.every(({ span }) => one.span.end <= span.start || one.span.start >= span.end)) kept.push(one);
  return kept.sort((a, b) => a.span.start - b.span.start);
}

/** What is found in one piece; `names` are those that only the page as a whole tells. */
type Finder = (piece: Omit<Piece, 'place'>, names: readonly Detected[]) => TextFinding[];

function makeFinder(rules: RedactionRules): Finder {
  const occurrencesOfWords = makeWordFinder(rules.words);
  const finding = (value: string, { kind, span }: Detected): TextFinding => ({
    kind,
    span,
    text: value,
    always: kind === 'word' || rules.always.includes(kind),
  });
  return ({ text, context }, names) => {
    const inLayers = decodedLayers(text).flatMap((layer) =>
      detectIn(layer.text, context, rules).map(({ kind, span }) =>
        finding(layer.text.slice(span.start, span.end), {
          kind,
          span: sourceSpan(layer, span.start, span.end),
        }),
      ),
    );
    const plain = ({ kind, span }: Detected) => finding(text.slice(span.start, span.end), { kind, span });
    const named = isWanted('person-name', rules) ? names.map(plain) : [];
    // A word may lie in an e-mail address that is only proposed: it is struck, whatever becomes of the address.
    const words = occurrencesOfWords(text).map((span) => plain({ kind: 'word', span }));
    return [...withoutOverlap([...inLayers, ...named]), ...words].sort((a, b) => a.span.start - b.span.start);
  };
}

/**
 * What may have to be redacted in one text, an address among them, in order; also what is percent-encoded or escaped. Findings do
 * not overlap, but for the workspace's words, which may lie in others. `context` says what the text is, where a label or column
 * title does. Names are found on pages only (`findSensitive`).
 */
export const findSensitiveText = (text: string, rules: RedactionRules, context = ''): TextFinding[] =>
  makeFinder(rules)({ text, context }, []);

/**
 * What may have to be redacted on a page, in reading order, with the place of each: title, block, label, value, column title or
 * cell. Kinds that the rules name neither as proposed nor as always are not looked for; `rules.words` always are.
 */
export function findSensitive(page: PageText, rules: RedactionRules): PageFinding[] {
  const pieces = piecesOf(page);
  const inTables = namesInTables(page);
  const byEmail = namesByEmail(pieces);
  const find = makeFinder(rules);
  return pieces.flatMap((piece) => {
    const { place } = piece;
    const inTable = place.kind === 'cell' ? inTables.get(cellKey(place.block, place.cell)) : undefined;
    const named = inTable ? [inTable] : namesBeside(piece);
    return find(piece, [...named, ...byEmail(piece.text)]).map((found) => ({ ...found, place }));
  });
}

/** Names whose label is about a person, in the field, the line or the text before, and those after words such as "created by". */
function namesBeside({ place, text, context }: Piece): Detected[] {
  if (place.kind === 'label' || place.kind === 'header') return [];
  const inLine = place.kind === 'text' ? nameInLine(text) : undefined;
  const one = nameUnder(context, text) ?? inLine;
  return [...(one ? [one] : []), ...namesAfterPhrases(text)];
}

/**
 * The words to strike for what was found, each once. A name is struck in its other order, too: "Novak, Alena" where "Alena Novak"
 * was found, and the other way round.
 */
export function wordsToStrike(findings: readonly TextFinding[]): string[] {
  const words = new Set<string>();
  for (const { kind, text } of findings) {
    words.add(text);
    if (kind !== 'person-name') continue;
    const [family, given] = text.split(',').map((part) => part.trim());
    const pieces = text.split(/[\s\u00a0]+/);
    if (family && given) {
      words.add(`${given} ${family}`);
      // "Alena Novak, Lisbon" is a name and a place.
      if (/\s/.test(family)) words.add(family);
    }
    if (!given && pieces.length > 1) words.add(`${pieces.at(-1)!} ${pieces.slice(0, -1).join(' ')}`);
  }
  return [...words];
}
