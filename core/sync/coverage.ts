/** What a transport was seen to hold while it was read from its start: for each author, the counters without gap. */
import { createHeadTable, type HeadTable } from './heads.ts';

export type Coverage = {
  sawEnvelope: (subject: string, author: string, counter: number) => void;
  sawSnapshot: (subject: string, heads: ReadonlyMap<string, number>) => void;
  sawControlLine: (line: string) => void;
  /** The subjects of which the transport lacks something that these heads name. */
  lacking: (heads: HeadTable) => string[];
  lackingLines: (lines: readonly string[]) => string[];
};

export function createCoverage(): Coverage {
  const covered = createHeadTable();
  const early = new Map<string, Set<number>>();
  const lines = new Set<string>();

  function cover(subject: string, author: string, counter: number): void {
    covered.raise(subject, author, counter);
    const waiting = early.get(`${subject}|${author}`);
    for (let next = counter + 1; waiting?.delete(next); next += 1) covered.raise(subject, author, next);
  }

  return {
    sawEnvelope(subject, author, counter) {
      const head = covered.get(subject, author);
      if (counter === head + 1) cover(subject, author, counter);
      else if (counter > head) {
        const key = `${subject}|${author}`;
        early.set(key, (early.get(key) ?? new Set()).add(counter));
      }
    },
    sawSnapshot(subject, heads) {
      for (const [author, counter] of heads)
        if (counter > covered.get(subject, author)) cover(subject, author, counter);
    },
    sawControlLine: (line) => void lines.add(line),
    lacking: (heads) => [
      ...new Set(
        heads
          .all()
          .filter(({ subject, author, counter }) => covered.get(subject, author) < counter)
          .map(({ subject }) => subject),
      ),
    ],
    lackingLines: (all) => all.filter((line) => !lines.has(line)),
  };
}
