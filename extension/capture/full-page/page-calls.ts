/** Asks the walk in the page, and checks what comes back: the page is foreign. */
import * as v from 'valibot';
import { injectScript } from '../inject-script.ts';
import type { Arrival, Measure } from './page/walk.ts';
import type { WalkedWorld } from './page/walk-here.ts';

/** The page, or the script in it, is gone: it was left or loaded anew. */
export class PageGoneError extends Error {
  override name = 'PageGoneError';
}

const length = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000));
const place = v.pipe(v.number(), v.minValue(-1_000_000), v.maxValue(1_000_000));
const rectSchema = v.object({ left: place, top: place, width: length, height: length });
const sizeSchema = v.object({ width: length, height: length });
const measureSchema = v.object({
  window: sizeSchema,
  devicePixelRatio: v.pipe(v.number(), v.minValue(0.1), v.maxValue(20)),
  box: rectSchema,
  content: sizeSchema,
  isCut: v.boolean(),
  isWindow: v.boolean(),
  footerTop: v.nullable(place),
  background: v.pipe(v.string(), v.maxLength(200)),
});
const arrivalSchema = v.object({ x: place, y: place, box: rectSchema, window: sizeSchema });

export type WalkedPage = {
  goTo(x: number, y: number): Promise<Arrival>;
  /** False when the page has moved by itself since the last step. */
  stood(): Promise<boolean>;
  rememberLayout(): Promise<boolean>;
  stretch(extra: number): Promise<boolean>;
  /** Puts the page back as it was. Never rejects: a page that is gone needs nothing. */
  end(): Promise<void>;
};

/** No step takes a page longer: it loads for at most twenty seconds. */
const patienceMs = 40_000;

async function ask<Args extends unknown[], Schema extends v.GenericSchema>(
  tabId: number,
  func: (...args: Args) => unknown,
  args: Args,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new PageGoneError('the page did not answer in time')), patienceMs),
  );
  const injected = injectScript({ target: { tabId }, func, args, injectImmediately: true });
  const parsed = v.safeParse(schema, (await Promise.race([injected, late]))[0]?.result);
  if (!parsed.success) throw new PageGoneError('the page is not the one that was begun');
  return parsed.output;
}

/** The height of the tab's window as the page has it, in CSS pixels. */
export const windowHeight = (tabId: number): Promise<number> => ask(tabId, () => innerHeight, [], length);

/** Begins a walk through the tab's page; the picture will be at most `maxHeight` device pixels high. */
export async function walkPage(
  tabId: number,
  maxHeight: number,
): Promise<{ page: WalkedPage; measure: Measure }> {
  await injectScript({ target: { tabId }, files: ['/page-walker.js'], injectImmediately: true });
  const page: WalkedPage = {
    goTo: (x, y) =>
      ask(
        tabId,
        (toX, toY) => (globalThis as WalkedWorld).exhibitWalk?.goTo(toX, toY),
        [x, y],
        arrivalSchema,
      ),
    stood: () => ask(tabId, () => (globalThis as WalkedWorld).exhibitWalk?.stood(), [], v.boolean()),
    rememberLayout: () =>
      ask(tabId, () => (globalThis as WalkedWorld).exhibitWalk?.rememberLayout(), [], v.boolean()),
    stretch: (extra) =>
      ask(tabId, (by) => (globalThis as WalkedWorld).exhibitWalk?.stretch(by), [extra], v.boolean()),
    end: async () => {
      await ask(tabId, () => (globalThis as WalkedWorld).exhibitWalk?.end(), [], v.unknown()).catch(
        () => undefined,
      );
    },
  };
  try {
    const begin = (most: number) => (globalThis as WalkedWorld).exhibitWalk?.begin(most);
    return { page, measure: await ask(tabId, begin, [maxHeight], measureSchema) };
  } catch (error) {
    await page.end();
    throw error;
  }
}
