import * as v from 'valibot';
import { v7 as uuidv7 } from 'uuid';
import type { Provenance } from '#core/evidence/exhibit.ts';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { completeCapture, newFile, storePicture } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { pageFactsSchema } from './page/facts-schema.ts';
import type { PageFacts } from './page/read-page.ts';
import { takePicture } from './take-picture.ts';
import type { Picture } from './take-picture.ts';

export type ClippedTab = {
  id: number;
  windowId: number;
  url?: string | undefined;
  title?: string | undefined;
};

/** What the browser knows without asking the page; the page's own facts replace the estimates when they arrive. */
function firstProvenance(tab: ClippedTab, picture: Picture, collectedBy: string): Provenance {
  const now = new Date();
  return {
    url: (tab.url ?? '').slice(0, 8_192),
    title: (tab.title ?? '').slice(0, 2_000),
    capturedAt: now.toISOString(),
    utcOffsetMinutes: -now.getTimezoneOffset(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    collectedBy,
    mode: 'viewport',
    viewport: { width: picture.width, height: picture.height },
    scroll: { x: 0, y: 0 },
    devicePixelRatio: 1,
    language: navigator.language,
    userAgent: navigator.userAgent.slice(0, 1_000),
    extensionVersion: chrome.runtime.getManifest().version,
  };
}

async function readPageOf(tabId: number): Promise<PageFacts> {
  const [injection] = await chrome.scripting.executeScript({ target: { tabId }, files: ['/page-reader.js'] });
  return v.parse(pageFactsSchema, injection?.result);
}

async function filesOfPage({ pageText }: PageFacts): Promise<NewFile[]> {
  return [
    await newFile('page', 'application/json', textToBytes(JSON.stringify(pageText))),
    await newFile('text', 'text/plain', textToBytes(pageTextToPlain(pageText))),
  ];
}

const provenanceWith = (first: Provenance, facts: PageFacts): Provenance => ({
  ...first,
  url: facts.url,
  title: facts.pageText.title || first.title,
  viewport: facts.viewport,
  scroll: facts.scroll,
  devicePixelRatio: facts.devicePixelRatio,
  language: facts.pageText.language || first.language,
});

/**
 * Clips the visible part of a tab. Picture and page text are asked for at the same moment, so that they show the same state; the
 * picture is stored the instant it is there, before anything else happens. A page whose text cannot be read is clipped without it.
 * Resolves with the clip's id. Rejects when no picture could be taken or stored; then nothing is kept.
 */
export async function clipTab(db: ExtensionDatabase, tab: ClippedTab): Promise<string> {
  const reading = readPageOf(tab.id).then(
    (facts) => ({ facts }),
    (error: unknown) => ({ error }),
  );
  const collectedBy = (await db.settings.get('collectedBy'))?.value ?? '';
  const picture = await takePicture(tab.windowId);
  const id = uuidv7();
  const first = firstProvenance(tab, picture, collectedBy);
  const { width, height } = picture;
  await storePicture(db, id, await newFile('original', 'image/png', picture.bytes, { width, height }), first);

  const outcome = await reading;
  if ('facts' in outcome) {
    const { facts } = outcome;
    await completeCapture(db, id, {
      provenance: provenanceWith(first, facts),
      files: await filesOfPage(facts),
    });
  } else {
    const message =
      'The browser did not let Exhibit read the text of this page. The picture is kept and will be read by OCR.';
    await completeCapture(db, id, { failure: { step: 'page-text', message, at: first.capturedAt } });
  }
  return id;
}
