/** How far each author's envelopes have been applied, per subject. */
import type { Head } from './replica-store.ts';

export type HeadTable = {
  /** 0 when nothing of the author is there. */
  get: (subject: string, author: string) => number;
  /** Never lowers. */
  raise: (subject: string, author: string, counter: number) => void;
  of: (subject: string) => ReadonlyMap<string, number>;
  all: () => Head[];
};

export function createHeadTable(heads: readonly Head[] = [], below?: HeadTable): HeadTable {
  const subjects = new Map<string, Map<string, number>>();
  const own = (subject: string, author: string) => subjects.get(subject)?.get(author) ?? 0;
  const get = (subject: string, author: string) =>
    Math.max(own(subject, author), below?.get(subject, author) ?? 0);
  const table: HeadTable = {
    get,
    raise(subject, author, counter) {
      if (counter <= get(subject, author)) return;
      const authors = subjects.get(subject) ?? new Map<string, number>();
      subjects.set(subject, authors.set(author, counter));
    },
    of: (subject) => new Map([...(below?.of(subject) ?? []), ...(subjects.get(subject) ?? [])]),
    all: () =>
      [...subjects].flatMap(([subject, authors]) =>
        [...authors].map(([author, counter]) => ({ subject, author, counter })),
      ),
  };
  for (const { subject, author, counter } of heads) table.raise(subject, author, counter);
  return table;
}

/** A table over another one: `all` gives what was raised here alone, so a batch that cannot be stored leaves nothing behind. */
export const draftOf = (table: HeadTable): HeadTable => createHeadTable([], table);
