/** Everything that the redaction page says. English; other languages get a file with the same keys. */
const plural = (count: number, one: string, many: string) =>
  count === 1 ? one : many.replace('#', String(count));

export const redactionStrings = {
  heading: 'Redact before it becomes evidence',
  intro:
    'What you redact here is destroyed: filled in the picture, struck from the texts, the title and the address. Words that can be read below an area are struck everywhere in the texts. It cannot be brought back.',
  picture: 'The captured picture',
  area: (at: number, all: number) => `Area ${at} of ${all}`,
  areaKeys:
    'Arrow keys move an area, with Shift they change its size, with Alt by single pixels. Delete removes it.',
  addArea: 'Add an area',
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
  working: 'Redacting',
  gone: 'This clip is not here any more, or it is already accepted.',
  failed: 'The redaction could not be done, and nothing was changed: the clip is as it was.',
};
