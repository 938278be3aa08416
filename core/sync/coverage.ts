/** What a transport was seen to hold while it was read from its start: for each author, the counters without gap. */
import type { Bytes } from '../shared/bytes.ts';
import { createHeadTable, type HeadTable } from './heads.ts';

export type Coverage = {
  sawEnvelope: (subject: string, author: string, counter: number) => void;
  /** Keeps a part of a body that was applied before, until the snapshot that it belongs to has been read again. */
  sawPart: (subject: string, author: string, counter: number, plaintext: Bytes) => void;
  /** The parts that stand before the counter; undefined when not all of them were seen. */
  partsBefore: (subject: string, author: string, counter: number, parts: number) => Bytes[] | undefined;
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
  const parts = new Map<string, Bytes>();

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
    sawPart: (subject, author, counter, plaintext) =>
      void parts.set(`${subject}|${author}|${counter}`, plaintext),
    partsBefore(subject, author, counter, count) {
      const found: Bytes[] = [];
      for (let before = counter - 1; before >= counter - count; before -= 1) {
        const part = parts.get(`${subject}|${author}|${before}`);
        if (!part) return undefined;
        found.push(part);
      }
      return found.reverse();
    },
    sawSnapshot(subject, heads) {
      parts.clear();
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
