import { textToBytes, type Bytes } from '../shared/bytes.ts';
import { createFontLibrary, type FontSource } from './font-library.ts';
import { drawMargins, layOut, paper, textsOf, type Page, type Progress } from './page-layout.ts';
import { createPdfFile, pdfNumber, pdfText, type PdfFile, type Reference } from './pdf-file.ts';
import { createPdfFonts } from './pdf-fonts.ts';
import type { Report } from './report.ts';
import { createShaper } from './shape.ts';
import { writeStructure } from './structure.ts';

/**
 * The report as tagged PDF 1.7: real text in embedded fonts, headings and tables that a screen reader finds, bookmarks, the same bytes
 * for the same report on any machine. A character that none of our fonts has is drawn as an empty box and told to `onMissing`, each
 * once; who copies or searches the text finds it. Rejects when a font cannot be had.
 */
export async function drawPdf(
  report: Report,
  source: FontSource,
  { onProgress, onMissing }: { onProgress?: Progress; onMissing?: (characters: string[]) => void } = {},
): Promise<Bytes> {
  const library = await createFontLibrary(source);
  await library.load(textsOf(report));
  if (library.missing().length > 0) onMissing?.(library.missing());
  const shaper = createShaper(library);
  const file = createPdfFile();
  const fonts = createPdfFonts(file);
  const { pages, document } = layOut(report, shaper, fonts, onProgress);
  drawMargins(pages, report, shaper, fonts);

  const tree = file.reserve();
  const resources = file.reserve();
  const references = pages.map(({ operators }, at) => {
    const content = file.addStream(textToBytes(operators.join('\n')));
    const box = `0 0 ${paper.width} ${paper.height}`;
    return file.add(
      `<</Type/Page/Parent ${tree}/MediaBox[${box}]/Resources ${resources}/Contents ${content}` +
        `/StructParents ${at}/Tabs/S>>`,
    );
  });
  file.set(tree, `<</Type/Pages/Count ${pages.length}/Kids[${references.join(' ')}]>>`);
  file.set(resources, `<</Font${fonts.write()}>>`);
  const structure = writeStructure(
    file,
    document,
    references,
    pages.map(({ owners }) => owners),
  );
  const outlines = addBookmarks(file, pages, references);
  const catalog = file.add(
    `<</Type/Catalog/Pages ${tree}/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot ${structure}/ViewerPreferences<</DisplayDocTitle true>>${outlines}>>`,
  );
  const at = new Date(report.createdAt).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const info = file.add(
    `<</Title${pdfText(`${report.title} - ${report.organization}`)}/Author${pdfText(report.organization)}` +
      `/Subject${pdfText(report.subtitle)}/Producer(Exhibit)/CreationDate(D:${at}Z)/ModDate(D:${at}Z)>>`,
  );
  return file.finish(catalog, info);
}

/** Headings as bookmarks (ISO 32000-2, 12.3.3), those of level 2 below the one of level 1 before them. */
function addBookmarks(file: PdfFile, pages: readonly Page[], references: readonly Reference[]): string {
  type Bookmark = { text: string; target: string; own: Reference; below: Bookmark[] };
  const tops: Bookmark[] = [];
  for (const [at, { headings }] of pages.entries()) {
    for (const { text, level, y } of headings) {
      const target = `[${references[at]} /XYZ 0 ${pdfNumber(y + 8)} null]`;
      const bookmark: Bookmark = { text, target, own: file.reserve(), below: [] };
      const parent = level === 2 ? tops.at(-1) : undefined;
      (parent?.below ?? tops).push(bookmark);
    }
  }
  const [first] = tops;
  const last = tops.at(-1);
  if (!first || !last) return '';
  const write = (list: readonly Bookmark[], parent: Reference) => {
    for (const [at, { text, target, own, below }] of list.entries()) {
      const links = [
        list[at - 1] && `/Prev ${list[at - 1]?.own}`,
        list[at + 1] && `/Next ${list[at + 1]?.own}`,
        below.length > 0 && `/First ${below[0]?.own}/Last ${below.at(-1)?.own}/Count -${below.length}`,
      ];
      file.set(
        own,
        `<</Title${pdfText(text)}/Parent ${parent}/Dest${target}${links.filter(Boolean).join('')}>>`,
      );
      write(below, own);
    }
  };
  const root = file.reserve();
  write(tops, root);
  file.set(root, `<</Type/Outlines/First ${first.own}/Last ${last.own}/Count ${tops.length}>>`);
  return `/Outlines ${root}/PageMode/UseOutlines`;
}
