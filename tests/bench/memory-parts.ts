/** What the memory of a page's process consists of, by Chromium's own accounts (its documents call them memory-infra). */
import type { BrowserContext } from 'playwright-core';
import * as v from 'valibot';

const mebibyte = 1024 * 1024;
const bytesSchema = v.pipe(
  v.string(),
  v.transform((hex) => Number.parseInt(hex, 16)),
);
/** The events of a trace that are accounts: one or more for each process and moment. */
const accountSchema = v.object({
  ph: v.literal('v'),
  pid: v.number(),
  args: v.object({
    dumps: v.object({
      allocators: v.record(
        v.string(),
        v.object({
          attrs: v.optional(v.object({ size: v.optional(v.object({ value: bytesSchema })) })),
        }),
      ),
    }),
  }),
});
type Account = v.InferOutput<typeof accountSchema>;

/** Workers live in the page's process; array buffers are those of both. */
const accounts = {
  'objects-of-page': /^v8\/main\/heap$/,
  // One for each worker; what is below them are parts of it.
  'objects-of-workers': /^v8\/workers\/heap\/[^/]+$/,
  'array-buffers': /^partition_alloc\/partitions\/array_buffer$/,
  malloc: /^malloc$/,
  'shared-memory': /^shared_memory$/,
} as const;
type Part = keyof typeof accounts;
const parts = Object.keys(accounts) as Part[];
/** MiB. */
export type MemoryParts = Record<Part, number>;

const partsOf = ({ args: { dumps } }: Account): MemoryParts => {
  const sized = Object.entries(dumps.allocators);
  const sum = (part: Part) =>
    sized
      .filter(([name]) => accounts[part].test(name))
      .reduce((total, [, { attrs }]) => total + (attrs?.size?.value ?? 0), 0) / mebibyte;
  return Object.fromEntries(parts.map((part) => [part, sum(part)])) as MemoryParts;
};

/** How far each part rose above its beginning, each at its own worst moment. */
const growthOf = ([first, ...later]: readonly MemoryParts[]): MemoryParts =>
  Object.fromEntries(
    parts.map((part) => [
      part,
      Math.max(0, ...later.map((each) => each[part])) - (later.length > 0 ? (first?.[part] ?? 0) : 0),
    ]),
  ) as MemoryParts;

const sumOf = (growth: MemoryParts) => parts.reduce((sum, part) => sum + growth[part], 0);

/** Looks every five seconds from now on. What it gives back ends that, and resolves with the growth of the process that grew most. */
export async function watchParts(context: BrowserContext): Promise<() => Promise<MemoryParts>> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('the context belongs to no browser');
  const ofProcess = new Map<number, MemoryParts[]>();
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const account = v.safeParse(accountSchema, event);
      if (!account.success || !('v8/main/heap' in account.output.args.dumps.allocators)) continue;
      const { pid } = account.output;
      ofProcess.set(pid, [...(ofProcess.get(pid) ?? []), partsOf(account.output)]);
    }
  });
  const traceConfig = {
    includedCategories: ['disabled-by-default-memory-infra'],
    excludedCategories: ['*'],
    // Playwright's type says that it is made of texts.
    memoryDumpConfig: {
      triggers: [{ mode: 'background', periodic_interval_ms: 5_000 }],
    } as unknown as Record<string, never>,
  };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    const complete = new Promise<void>((resolve) => session.on('Tracing.tracingComplete', () => resolve()));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    const [most] = [...ofProcess.values()].map(growthOf).toSorted((a, b) => sumOf(b) - sumOf(a));
    if (!most) throw new Error('Chromium has given no account of its memory');
    return most;
  };
}
