/** What is asked of the page itself while its picture is taken. */
import * as v from 'valibot';
import { appPageSelector } from '#core/handover/page-greeting.ts';
import { injectScript } from './inject-script.ts';
import { pageFactsSchema } from './page/facts-schema.ts';
import type { PageFacts } from './page/read-page.ts';
import { sentences } from '../messages/sentences.ts';

/** A page that hangs must not keep its picture waiting for ever. */
const pageTextTimeoutMs = 15_000;

const after = <Value>(milliseconds: number, value: Value) =>
  new Promise<Value>((resolve) => setTimeout(() => resolve(value), milliseconds));

/** Why the page's text is missing, in words for the person. */
export class NoPageText extends Error {}

async function readPageOf(tabId: number): Promise<PageFacts> {
  const injected = await Promise.race([
    injectScript({ target: { tabId }, files: ['/page-reader.js'], injectImmediately: true }).catch(
      () => 'refused' as const,
    ),
    after(pageTextTimeoutMs, 'too late' as const),
  ]);
  if (injected === 'refused') throw new NoPageText(sentences.textRefused);
  if (injected === 'too late') throw new NoPageText(sentences.textTimedOut);
  const facts = v.safeParse(pageFactsSchema, injected[0]?.result);
  if (!facts.success) throw new NoPageText(sentences.textUnusable);
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
  return Promise.race([asked, after(pageTextTimeoutMs, false)]);
}

/** `reading` rejects with `NoPageText`; nobody needs to hear of that. */
export type PageAnswers = { isWorkspace: Promise<boolean>; reading: Promise<PageFacts> };

/** Asks the page at this moment whether it is a workspace, and for what it says. */
export function askPage(tabId: number): PageAnswers {
  // The quick question first: the page answers in this order.
  const isWorkspace = isWorkspacePage(tabId);
  const reading = readPageOf(tabId);
  // Heard of later, when the picture is stored; until then a refusal must not count as unhandled.
  reading.catch(() => undefined);
  return { isWorkspace, reading };
}
