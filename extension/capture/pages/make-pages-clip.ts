/** Makes one clip of the pages that a person collected. */
import { mostFileBytes } from '#core/evidence/exhibit.ts';
import { drawPages } from '#core/evidence/draw-pages.ts';
import type { ExhibitPage } from '#core/evidence/exhibit-pages.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { populationOfPages } from '#core/evidence/population.ts';
import { mergeDrawn, mergePageTexts } from '#core/recognition/merge-pages.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { sentences } from '../../messages/sentences.ts';
import { newFile } from '../../outbox/clips.ts';
import type { SetPage } from '../../outbox/database.ts';
import type { PagesClip } from '../../outbox/page-sets.ts';

function provenanceOf(pages: readonly SetPage[], tops: readonly number[], ratio: number): Provenance {
  const [first] = pages;
  if (!first) throw new Error('a clip of no pages');
  const { population: _, account: __, area: ___, ...common } = first.provenance;
  const accounts = [...new Set(pages.flatMap(({ provenance }) => provenance.account ?? []))];
  // A page that says the same as another one shows no other rows.
  const population = populationOfPages(
    pages.filter(({ saysSameAs }) => saysSameAs === undefined).map(({ provenance }) => provenance.population),
  );
  return {
    ...common,
    mode: 'pages',
    scroll: null,
    devicePixelRatio: ratio,
    ...(accounts.length > 0 && { account: accounts.join(', ').slice(0, 500) }),
    ...(population && { population }),
    pages: pages.map(({ provenance, isWhole, width, height, pager }, at): ExhibitPage => ({
      url: provenance.url,
      title: provenance.title,
      capturedAt: provenance.capturedAt,
      isWhole,
      y: tops[at] ?? 0,
      width,
      height,
      ...(pager && { pager }),
      ...(provenance.population && { population: provenance.population }),
    })),
  };
}

const remarkOf = (pages: readonly SetPage[]): string | undefined =>
  pages
    .flatMap(({ remark }, at) => (remark === undefined ? [] : sentences.pageRemark(at + 1, remark)))
    .join(' ') || undefined;

/** Rejects when a picture cannot be decoded, or the one of all would be too large. */
export async function makePagesClip(pages: readonly SetPage[]): Promise<PagesClip> {
  const ratio = Math.max(...pages.map(({ provenance }) => provenance.devicePixelRatio ?? 1));
  const drawn = await drawPages(
    pages.map(({ picture, width, height, provenance: { url, capturedAt } }) => ({
      picture,
      width,
      height,
      url,
      capturedAt,
    })),
    ratio,
  );
  if (drawn.content.size > mostFileBytes) throw new Error(sentences.fullPageTooLarge);
  const size = { width: drawn.width, height: drawn.height };
  const bytes = new Uint8Array(await drawn.content.arrayBuffer());
  const files = [await newFile('original', 'image/png', bytes, size)];
  const placed = pages.map((page, at) => ({ ...page, y: drawn.tops[at] ?? 0 }));
  const text = mergePageTexts(placed);
  if (text)
    files.push(
      await newFile('page', 'application/json', textToBytes(JSON.stringify(text))),
      await newFile('text', 'text/plain', textToBytes(pageTextToPlain(text))),
    );
  return {
    files,
    provenance: provenanceOf(pages, drawn.tops, ratio),
    drawn: mergeDrawn(placed, size, ratio),
    isTextCut: text?.truncated ?? false,
    remark: remarkOf(pages),
  };
}
