/** What goes on the record about a picture: first what the browser knows, then what the page said. */
import { accountOf } from '#core/evidence/account.ts';
import { recordedAddress } from '#core/evidence/address.ts';
import type { CaptureMode, Provenance } from '#core/evidence/exhibit.ts';
import { populationOf } from '#core/evidence/population.ts';
import type { PageText } from '#core/recognition/page-text.ts';
import { wordsInPicture } from '#core/recognition/words-in-picture.ts';
import type { Captured, ClippedTab } from './capture-plan.ts';
import { isOfWindow } from './is-of-window.ts';
import type { PageFacts } from './page/read-page.ts';
import type { Picture } from './take-picture.ts';

/** What the browser knows without asking the page; the page's own facts replace it when they arrive. */
export function firstProvenance(
  tab: ClippedTab,
  mode: CaptureMode,
  { picture, provenance }: Captured,
  collectedBy: string,
): Provenance {
  const now = new Date();
  const width = tab.width ?? picture.width;
  return {
    url: recordedAddress(tab.url ?? ''),
    title: (tab.title ?? '').slice(0, 2_000),
    capturedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    collectedBy,
    mode,
    viewport: { width, height: tab.height ?? picture.height },
    scroll: null,
    devicePixelRatio: picture.width / width,
    language: navigator.language,
    userAgent: navigator.userAgent.slice(0, 1_000),
    extensionVersion: chrome.runtime.getManifest().version,
    ...provenance,
  };
}

const showsWindow = (picture: Picture, { viewport, devicePixelRatio }: PageFacts): boolean =>
  isOfWindow(picture, viewport, devicePixelRatio);

/** Which words the page draws where in the picture; undefined where that cannot be told of this picture. */
export const drawnIn = (picture: Picture, facts: PageFacts, mode: CaptureMode): PageFacts['drawn'] =>
  mode === 'viewport' && showsWindow(picture, facts) ? facts.drawn : undefined;

/**
 * The page's text with the places of its words in the picture, where the picture is one of the window or of a part of it. None are told
 * where they would be those of another picture.
 */
export function placedText(facts: PageFacts, mode: CaptureMode, picture: Picture): PageText {
  const { pageText, devicePixelRatio, area } = facts;
  if (mode === 'viewport' && showsWindow(picture, facts)) return wordsInPicture(pageText, devicePixelRatio);
  if (area) {
    const { left: x, top: y, right, bottom } = area;
    return wordsInPicture(pageText, devicePixelRatio, { x, y, width: right - x, height: bottom - y });
  }
  const { words: _, ...rest } = pageText;
  return rest;
}

/** As it is once the page has answered. `ofMode` goes before what the page says. */
export function provenanceWith(
  first: Provenance,
  facts: PageFacts,
  ofMode: Captured['provenance'],
): Provenance {
  const { url, viewport, scroll, devicePixelRatio, pageText } = facts;
  const account = accountOf(pageText) ?? facts.account;
  const population = populationOf(pageText);
  return {
    ...first,
    url: recordedAddress(url),
    title: pageText.title || first.title,
    viewport,
    scroll,
    devicePixelRatio,
    language: pageText.language || first.language,
    ...(account !== undefined && { account }),
    ...(population !== undefined && { population }),
    ...ofMode,
  };
}
