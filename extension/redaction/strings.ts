import type { Remains } from '#core/evidence/exhibit.ts';

/** Everything that the redaction page says. English; other languages get a file with the same keys. */
const plural = (count: number, one: string, many: string) =>
  count === 1 ? one : many.replace('#', String(count));

export const redactionStrings = {
  heading: 'Redact before it becomes evidence',
  intro:
    'What you redact here is destroyed: filled in the picture, struck from the texts, the title and the address. The words below an area are struck everywhere in the texts. It cannot be brought back.',
  picture: 'The captured picture',
  area: (at: number, all: number) => `Area ${at} of ${all}`,
  areaKeys:
    'Arrow keys move an area, with Shift they change its size, with Alt by single pixels. Delete removes it.',
  addArea: 'Add an area',
  document:
    'A file cannot be redacted in itself: the redacted text takes its place, and the file is destroyed.',
  drag: 'Drag over the picture to mark an area.',
  areas: (count: number) => plural(count, '1 area marked', '# areas marked'),
  words: 'Words to strike',
  wordsHint: 'One word or phrase a line. Every occurrence is struck.',
  redact: (count: number) => plural(count, 'Redact 1 thing for good', 'Redact # things for good'),
  nothing: 'Nothing is marked yet',
  what: 'What to redact',
  nothingFound: 'Nothing was found by itself. Type words or mark areas.',
  kinds: {
    email: 'E-mail addresses',
    'person-name': 'Names of people',
    phone: 'Phone numbers',
    secret: 'Keys and tokens',
    'ip-address': 'IP addresses',
    'payment-card': 'Payment cards',
    iban: 'Bank accounts (IBAN)',
    word: 'Words of your rules',
  },
  looking: 'Looking for what should not be in evidence',
  notSearched: 'The clip could not be searched. Words and areas that you mark are redacted all the same.',
  noPlaces:
    'The text of this page does not tell where its words stand. Below an area only words that were read in the picture leave the texts: type the others.',
  working: 'Redacting',
  stop: 'Stop',
  gone: 'This clip is not here any more, or it is already accepted.',
  failed: 'The redaction could not be done, and nothing was changed: the clip is as it was.',
  rules: {
    heading: 'Redaction rules',
    hint: 'What a rule masks is destroyed before you see the clip. Nobody can bring it back. Rules hold for clips that are read from now on.',
    workspace: 'Rules for',
    several: 'With several workspaces, the strictest of their rules hold for every clip.',
    choices: { never: 'Do not look', proposed: 'Propose', always: 'Always mask' },
    domains: 'E-mail domains that stay',
    domainsHint: 'One a line, such as example.org. Addresses of these domains are never masked.',
    words: 'Words that are always struck',
    wordsHint: 'One word or phrase a line.',
    noDomain: (text: string) => `“${text}” is no domain. The list is stored once every line is one.`,
    noWord: (text: string) => `“${text}” has no letter or digit. The list is stored once every line has.`,
    tooMany: 'The list is too long to be stored.',
  },
  remains: ({ tilesLeft, tiles, textsLeft, texts }: Remains) =>
    `Redacted. ${tilesLeft} of ${plural(tiles, '1 tile', '# tiles')} of the picture and ${textsLeft} of ${plural(texts, '1 piece', '# pieces')} of its text are provably the original’s.`,
  noRemains: 'Redacted. Nothing shows the rest to be the original’s: it was not signed before the redaction.',
  masked: (what: string) => `Masked by rule: ${what}`,
  maskedUnread:
    'The picture could not be read, so what the rules mask may still be seen in it. Look at it and mark areas.',
  counts: {
    email: (count: number) => plural(count, '1 e-mail address', '# e-mail addresses'),
    'person-name': (count: number) => plural(count, '1 name', '# names'),
    phone: (count: number) => plural(count, '1 phone number', '# phone numbers'),
    secret: (count: number) => plural(count, '1 key or token', '# keys and tokens'),
    'ip-address': (count: number) => plural(count, '1 IP address', '# IP addresses'),
    'payment-card': (count: number) => plural(count, '1 payment card', '# payment cards'),
    iban: (count: number) => plural(count, '1 bank account', '# bank accounts'),
    word: (count: number) => plural(count, '1 word of your rules', '# words of your rules'),
  },
};
