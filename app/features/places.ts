/** A screen, as the first part of an address names it. */
const places = [
  'soa',
  'clauses',
  'risks',
  'evidence',
  'versions',
  'crosswalks',
  'pack',
  'verify',
  'import',
  'team',
  'extension',
  'settings',
] as const;
export type Place = (typeof places)[number];

/** The screen and what it is about, from the address; the first part is empty at the start. */
export function placeOf(location: string): { place: Place | undefined; about: string | undefined } {
  const [first = '', about] = location.split('/').filter(Boolean).map(decodeURIComponent);
  return { place: first === '' ? 'soa' : places.find((place) => place === first), about };
}
