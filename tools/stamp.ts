/**
 * `npm run stamp -- [FILE]... --queue QUEUE.json --tsa URL --tsa-roots FILE.pem [--tsa URL --tsa-roots FILE.pem]...`
 * Puts files into a queue for timestamps (RFC 3161) and asks for what is due, the authorities in their order. A stamped file gets
 * FILE.tsq, FILE.tsr and FILE.chain.pem beside it. Exits with 0 when nothing waits any more, 1 when something does.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { pemBlocks } from '#core/crypto/pem.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';
import { askAuthorities, type Authority } from '#core/timestamp/ask-authorities.ts';
import {
  afterAsking,
  isDue,
  queuedStampSchema,
  queueStamp,
  type QueuedStamp,
} from '#core/timestamp/stamp-queue.ts';
import { sendStampRequest } from './send-stamp-request.ts';

const usage = 'npm run stamp -- [FILE]... --queue QUEUE.json --tsa URL --tsa-roots FILE.pem';
const queueSchema = v.pipe(v.array(queuedStampSchema), v.maxLength(10_000));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    queue: { type: 'string' },
    tsa: { type: 'string', multiple: true, default: [] },
    'tsa-roots': { type: 'string', multiple: true, default: [] },
  },
});

function keep(file: string, queue: readonly QueuedStamp[]): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(queue, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function writeStamp(queued: QueuedStamp): void {
  if (queued.state !== 'stamped') return;
  writeFileSync(`${queued.subject}.tsq`, base64ToBytes(queued.request));
  writeFileSync(`${queued.subject}.tsr`, base64ToBytes(queued.response));
  writeFileSync(`${queued.subject}.chain.pem`, queued.chainPem);
}

async function ask(queued: QueuedStamp, authorities: readonly Authority[]): Promise<QueuedStamp> {
  const asked = await askAuthorities(authorities, Uint8Array.from(readFileSync(queued.subject)), {
    send: sendStampRequest,
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    signal: new AbortController().signal,
  });
  const passedOver = asked.ok ? asked.value.passedOver : asked.error.passedOver;
  for (const { authority, error } of passedOver) console.log(`${authority}: ${error.kind} ${error.detail}`);
  return afterAsking(queued, asked, new Date());
}

async function stamp(): Promise<number> {
  const { queue: file, tsa, 'tsa-roots': roots } = values;
  if (file === undefined || tsa.length === 0 || tsa.length !== roots.length) throw new Error(usage);
  const authorities = tsa.map((url, at) => {
    const pem = readFileSync(roots[at] ?? '', 'utf8');
    return { name: url, url, roots: pemBlocks(pem, 'CERTIFICATE') };
  });
  const queue = existsSync(file) ? v.parse(queueSchema, JSON.parse(readFileSync(file, 'utf8'))) : [];
  for (const path of positionals.map((each) => resolve(each)))
    if (!queue.some(({ subject }) => subject === path)) queue.push(queueStamp(path, new Date()));
  keep(file, queue);
  for (const [at, queued] of queue.entries()) {
    if (!isDue(queued, new Date())) continue;
    const next = await ask(queued, authorities);
    writeStamp(next);
    queue[at] = next;
    keep(file, queue);
    console.log(
      next.state === 'stamped' ? `${next.subject}: stamped ${next.at}` : `${next.subject}: ${next.state}`,
    );
  }
  return queue.every(({ state }) => state === 'stamped') ? 0 : 1;
}

try {
  process.exitCode = await stamp();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
