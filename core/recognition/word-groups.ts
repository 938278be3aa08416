import type { PictureBox } from './picture-evidence.ts';

/** Words of the page and words that were read which stand in the same place, each from left to right. */
export type WordGroup<Page extends PictureBox, Read extends PictureBox> = { page: Page[]; read: Read[] };

const rowHeight = 64;

/** The share of the narrower of both boxes that the other one covers, from left to right. */
const sharedWidth = (a: PictureBox, b: PictureBox): number =>
  (Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) / Math.max(1, Math.min(a.width, b.width));

/** A word stands where another does when its middle lies in the other's line and a good part of it in its width. */
function standTogether(page: PictureBox, read: PictureBox): boolean {
  const middle = read.y + read.height / 2;
  return middle > page.y && middle < page.y + page.height && sharedWidth(page, read) > 0.35;
}

/**
 * Groups words by place. A group has one page word and one that was read where OCR parted them as the page does, more where it did not,
 * and one side alone where the other has nothing.
 */
export function groupByPlace<Page extends PictureBox, Read extends PictureBox>(
  page: readonly Page[],
  read: readonly Read[],
): WordGroup<Page, Read>[] {
  const rows = new Map<number, Read[]>();
  for (const word of read) {
    const row = Math.floor((word.y + word.height / 2) / rowHeight);
    rows.set(row, [...(rows.get(row) ?? []), word]);
  }
  const groupOf = new Map<Page | Read, WordGroup<Page, Read>>();
  for (const word of read) groupOf.set(word, { page: [], read: [word] });
  const groups = new Set(groupOf.values());
  for (const word of page) {
    const group: WordGroup<Page, Read> = { page: [word], read: [] };
    groups.add(group);
    const last = Math.floor((word.y + word.height) / rowHeight);
    for (let row = Math.floor(word.y / rowHeight); row <= last; row++) {
      for (const other of rows.get(row) ?? []) {
        const met = groupOf.get(other)!; // each word that was read got its group above
        if (met === group || !standTogether(word, other)) continue;
        group.page.push(...met.page);
        group.read.push(...met.read);
        for (const each of met.read) groupOf.set(each, group);
        groups.delete(met);
      }
    }
  }
  const fromLeft = (a: PictureBox, b: PictureBox) => a.x - b.x;
  return [...groups].map((group) => ({
    page: group.page.sort(fromLeft),
    read: group.read.sort(fromLeft),
  }));
}
