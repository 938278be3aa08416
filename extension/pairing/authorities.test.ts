import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ExtensionDatabase } from '../outbox/database.ts';
import { allowAuthority, createStampSender, forgetAuthority } from './authorities.ts';

const origin = 'https://isms.example.org';
const url = 'https://tsa.example/tsr';
const request = Uint8Array.of(0x30, 1, 2);

let db: ExtensionDatabase;
let count = 0;
let granted: string[];
let asked: { url: string; init: RequestInit }[];
let answer: () => Response;
let named: number;
const send = (to = url, from = origin) => createStampSender(db, () => (named += 1))(from, to, request);

beforeEach(() => {
  db = new ExtensionDatabase(`authorities-${(count += 1)}`);
  granted = ['https://tsa.example/*'];
  asked = [];
  named = 0;
  answer = () => new Response(Uint8Array.of(7, 8));
  vi.stubGlobal('chrome', {
    permissions: {
      contains: async ({ origins }: { origins: string[] }) => origins.every((each) => granted.includes(each)),
    },
  });
  vi.stubGlobal('fetch', async (to: string, init: RequestInit) => {
    asked.push({ url: to, init });
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

it('sends nothing before the person allowed this address for this workspace', async () => {
  expect(await send()).toEqual({ reason: 'authority-not-allowed' });
  expect(named).toBe(1);
  await allowAuthority(db, { origin, url });
  expect(await send('https://tsa.example/other')).toEqual({ reason: 'authority-not-allowed' });
  expect(await send(url, 'https://another.example')).toEqual({ reason: 'authority-not-allowed' });
  expect(asked).toEqual([]);
  expect(await send()).toEqual(Uint8Array.of(7, 8));
  expect(asked).toMatchObject([
    {
      url,
      init: { method: 'POST', body: request, credentials: 'omit', redirect: 'error', cache: 'no-store' },
    },
  ]);
});

it('asks again once the browser has withdrawn the permission, or the person has', async () => {
  await allowAuthority(db, { origin, url });
  granted = [];
  expect(await send()).toEqual({ reason: 'authority-not-allowed' });
  expect((await db.authorities.toArray())[0]?.allowedAt).toBeUndefined();
  granted = ['https://tsa.example/*'];
  await allowAuthority(db, { origin, url });
  await forgetAuthority(db, { origin, url });
  expect(await send()).toEqual({ reason: 'authority-not-allowed' });
  expect(asked).toEqual([]);
});

it('says what went wrong, and takes no answer without end', async () => {
  await allowAuthority(db, { origin, url });
  answer = () => new Response('', { status: 503 });
  expect(await send()).toEqual({ reason: 'authority-unreachable', detail: 'status 503' });
  answer = () => new Response(new Uint8Array(300 * 1024));
  expect(await send()).toEqual({ reason: 'authority-unreachable', detail: 'the answer is too large' });
  answer = () => {
    throw new TypeError('Failed to fetch');
  };
  expect(await send()).toEqual({ reason: 'authority-unreachable', detail: 'Failed to fetch' });
});

it('is not flooded by a page that names addresses without end, nor by ones that are no web address', async () => {
  for (let number = 0; number < 30; number += 1) await send(`https://tsa.example/${number}`);
  expect(await db.authorities.count()).toBe(10);
  expect(named).toBe(10);
  expect(await send('data:text/plain,x')).toMatchObject({ reason: 'authority-unreachable' });
});
