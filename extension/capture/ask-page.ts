/** What is asked of the page itself while its picture is taken. */
import * as v from 'valibot';
import { appPageSelector } from '#core/handover/page-greeting.ts';
import { injectScript } from './inject-script.ts';
import { askForArea } from './page/asked-area.ts';
import { pageFactsSchema } from './page/facts-schema.ts';
import type { Box } from './page/place.ts';
import type { PageFacts } from './page/read-page.ts';
import { sentences } from '../messages/sentences.ts';

/** A page that answers must not keep its picture waiting for ever. */
const pageTextTimeoutMs = 15_000;
/** A page that leaves the simplest question unanswered for so long hangs. It is asked after a while, and then every so often. */
const hangsAfterMs = 8_000;
const asksEveryMs = 1_000;

const after = <Value>(milliseconds: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds));

const isSameBox = (one: Box | undefined, other: Box | undefined): boolean =>
  one?.top === other?.top &&
  one?.left === other?.left &&
  one?.bottom === other?.bottom &&
  one?.right === other?.right;

/** Resolves when the page hangs, or when it is long `isOver`. */
async function hang(tabId: number, isOver: () => boolean): Promise<void> {
  for (;;) {
    await after(asksEveryMs, undefined);
    if (isOver()) return;
    const answered = injectScript({ target: { tabId }, func: () => true, injectImmediately: true })
      // What the browser refuses is said where the text is asked for.
      .catch(() => undefined)
      .then(() => true);
    if (!(await Promise.race([answered, after(hangsAfterMs, false)]))) return;
  }
}

/** The answer is JSON. What is no Unicode text, as a lone half of a pair, is replaced: it cannot be on a record. */
function parsedAnswer(answer: unknown): unknown {
  if (typeof answer !== 'string') return undefined;
  try {
    return JSON.parse(answer, (_, value: unknown) =>
      typeof value === 'string' ? value.toWellFormed() : value,
    );
  } catch {
    return undefined;
  }
}

/** Why the page's text is missing, in words for the person. */
export class NoPageText extends Error {}

async function readPageOf(tabId: number, area: Box | undefined): Promise<PageFacts> {
  const target = { tabId };
  const read = async () => {
    if (area) await injectScript({ target, func: askForArea, args: [area], injectImmediately: true });
    return injectScript({ target, files: ['/page-reader.js'], injectImmediately: true });
  };
  let isOver = false;
  const injected = await Promise.race([
    read().catch(() => 'refused' as const),
    after(pageTextTimeoutMs, 'too late' as const),
    hang(tabId, () => isOver).then(() => 'too late' as const),
  ]);
  isOver = true;
  if (injected === 'refused') throw new NoPageText(sentences.textRefused);
  if (injected === 'too late') throw new NoPageText(sentences.textTimedOut);
  const facts = v.safeParse(pageFactsSchema, parsedAnswer(injected[0]?.result));
  // What was read for another clip, of another part of the page, must not go with this one.
  if (!facts.success || !isSameBox(facts.output.area, area)) throw new NoPageText(sentences.textUnusable);
  return facts.output;
}

/** True when the page says that it is an Exhibit workspace; false when it says nothing in time. */
export function isWorkspacePage(tabId: number): Promise<boolean> {
  const asked = injectScript({
    target: { tabId },
    func: (selector: string) => document.querySelector(selector) !== null,
    args: [appPageSelector],
    injectImmediately: true,
  })
    .then(([injection]) => injection?.result === true)
    // A page that the browser keeps extensions out of is no workspace.
    .catch(() => false);
  return Promise.race([asked, after(asksEveryMs + hangsAfterMs, false)]);
}

/** `reading` rejects with `NoPageText`; nobody needs to hear of that. */
export type PageAnswers = { isWorkspace: Promise<boolean>; reading: Promise<PageFacts> };

/** Asks the page at this moment whether it is a workspace, and for what it says, or for the words within `area` alone. */
export function askPage(tabId: number, area?: Box): PageAnswers {
  // The quick question first: the page answers in this order.
  const isWorkspace = isWorkspacePage(tabId);
  const reading = readPageOf(tabId, area);
  // Heard of later, when the picture is stored; until then a refusal must not count as unhandled.
  reading.catch(() => undefined);
  return { isWorkspace, reading };
}
