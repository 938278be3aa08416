/** Timestamps by a real authority (`openssl ts` on loopback), and by ones that are wrong in one way each. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { askAuthorities, type Authority } from '#core/timestamp/ask-authorities.ts';
import { createStampRequest, nonceOfRequest } from '#core/timestamp/stamp-request.ts';
import { verifyStampResponse } from '#core/timestamp/stamp-response.ts';
import { textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { startStampAuthority, type StampAuthority } from '../fixtures/stamp-authority.ts';

const data = textToBytes('what is stamped');
const random = () => crypto.getRandomValues(new Uint8Array(16));
const { signal } = new AbortController();
const exchange = { send: sendStampRequest, random, signal };

let honest: StampAuthority;
const of = ({ url, root }: StampAuthority, name = 'one'): Authority => ({ name, url, roots: [root] });

async function start(wish: Parameters<typeof startStampAuthority>[0]): Promise<StampAuthority> {
  const authority = await startStampAuthority(wish);
  onTestFinished(() => authority.close());
  return authority;
}
beforeAll(async () => {
  honest = await startStampAuthority();
});
afterAll(() => honest.close());

const kindsFrom = async (authority: StampAuthority) => {
  const asked = await askAuthorities([of(authority)], data, exchange);
  return asked.ok ? 'stamped' : asked.error.passedOver.map(({ error }) => error.kind);
};

it('npm run stamp keeps what no authority would stamp, and stamps it when one does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stamp-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'signature');
  writeFileSync(file, data);
  const queue = join(folder, 'queue.json');
  const stamp = (url: string, ...more: string[]) =>
    promisify(execFile)(process.execPath, [
      ...(process.features.typescript ? [] : ['--experimental-strip-types']),
      join(import.meta.dirname, '../../tools/stamp.ts'),
      '--queue',
      queue,
      '--tsa',
      url,
      '--tsa-roots',
      honest.rootFile,
      ...more,
    ]);
  await expect(stamp('http://127.0.0.1:9/', file)).rejects.toMatchObject({ code: 1 });
  expect(JSON.parse(readFileSync(queue, 'utf8'))).toMatchObject([{ state: 'failed', tries: 1 }]);
  // As if the pause were over.
  writeFileSync(
    queue,
    readFileSync(queue, 'utf8').replace(/"retryAt": "[^"]+"/, '"retryAt": "2026-01-01T00:00:00.000Z"'),
  );
  expect((await stamp(honest.url)).stdout).toContain(': stamped ');
  const args = ['ts', '-verify', '-data', file, '-in', `${file}.tsr`, '-CAfile', `${file}.chain.pem`];
  expect((await promisify(execFile)('openssl', args)).stdout).toContain('Verification: OK');
});

describe('askAuthorities', () => {
  it('gets a stamp whose chain ends at the trusted root', async () => {
    const before = Date.now();
    const asked = await askAuthorities([of(honest)], data, exchange);
    if (!asked.ok) throw new Error(JSON.stringify(asked.error));
    const { stamp, chainPem, passedOver } = asked.value;
    expect(stamp).toMatchObject({ authority: 'Test Stamps' });
    expect(Math.abs(Date.parse(stamp.at) - before)).toBeLessThan(60_000);
    expect(stamp.chain).toHaveLength(3);
    expect(stamp.chain.at(-1)).toEqual(honest.root);
    expect(chainPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(passedOver).toEqual([]);
  });

  it('goes on to the next authority and says what the first ones did wrong', async () => {
    const mute: Authority = { name: 'mute', url: 'http://127.0.0.1:9/', roots: [honest.root] };
    const strange: Authority = { name: 'strange', url: honest.url, roots: [] };
    const asked = await askAuthorities([mute, strange, of(honest, 'third')], data, exchange);
    if (!asked.ok) throw new Error(JSON.stringify(asked.error));
    expect(asked.value.authority).toBe('third');
    expect(asked.value.passedOver.map(({ authority, error }) => [authority, error.kind])).toEqual([
      ['mute', 'unreachable'],
      ['strange', 'untrusted'],
    ]);
  });

  it('refuses a stamp by an authority whose certificate had expired at that time', async () => {
    const expired = await start({ certifiedAt: '2026-01-01 00:00:00', days: 10 });
    expect(await kindsFrom(expired)).toEqual(['untrusted']);
  });

  it('accepts a stamp from the time when the certificate was valid, though it no longer is', async () => {
    const past = await start({
      certifiedAt: '2026-01-01 00:00:00',
      days: 10,
      stampsAt: '2026-01-05 00:00:00',
    });
    expect(await kindsFrom(past)).toBe('stamped');
  });

  it.each([
    ['critical,clientAuth', 'wrong-purpose'],
    ['critical,timeStamping,clientAuth', 'wrong-purpose'],
    ['timeStamping', 'wrong-purpose'],
  ])('refuses a certificate for %s', async (usage, kind) => {
    const authority = await start({ usage });
    // openssl ts itself refuses to stamp with most of these, which is an answer too: no stamp comes of it.
    expect([[kind], ['unreachable'], ['refused']]).toContainEqual(await kindsFrom(authority));
  });

  it('comes to an end with two authorities that certify each other', async () => {
    const circle = await start({ circle: true });
    expect(await kindsFrom(circle)).toEqual(['untrusted']);
  });

  it('refuses a replayed answer to another request: wrong nonce', async () => {
    let first: Bytes | undefined;
    const replaying = await start({ tamper: (response) => (first ??= response) });
    expect(await kindsFrom(replaying)).toBe('stamped');
    expect(await kindsFrom(replaying)).toEqual(['wrong-nonce']);
  });

  it('refuses a stamp over another hash: wrong imprint', async () => {
    const asked = await askAuthorities([of(honest)], data, exchange);
    if (!asked.ok) throw new Error(JSON.stringify(asked.error));
    const nonce = await nonceOfRequest(asked.value.request, data);
    const verified = await verifyStampResponse(
      asked.value.response,
      { data: textToBytes('something else'), nonce: nonce ?? new Uint8Array() },
      [honest.root],
    );
    expect(verified).toMatchObject({ ok: false, error: { kind: 'wrong-imprint' } });
  });

  it('refuses what the authority refuses', async () => {
    const request = await createStampRequest(data, random());
    const refused = await sendStampRequest(honest.url, request.der.slice(0, -6), signal).catch(
      () => undefined,
    );
    if (refused)
      expect(await verifyStampResponse(refused, request, [honest.root])).toMatchObject({ ok: false });
    expect(await verifyStampResponse(new Uint8Array(), request, [honest.root])).toMatchObject({
      error: { kind: 'malformed' },
    });
  });

  it(
    'accepts no other token than the one that came: every flipped bit of what was signed shows',
    { timeout: 300_000 },
    async () => {
      const request = await createStampRequest(data, random());
      const response = await sendStampRequest(honest.url, request.der, signal);
      const whole = await verifyStampResponse(response, request, [honest.root]);
      if (!whole.ok) throw new Error(JSON.stringify(whole.error));
      let held = 0;
      for (let at = 0; at < response.length; at += 7) {
        const copy = response.slice();
        copy[at] = (copy[at] ?? 0) ^ 0x04;
        const verified = await verifyStampResponse(copy, request, [honest.root]);
        // What nobody signed may change without harm: the status' own words, and how the signature's two numbers are wrapped,
        // which pkijs reads leniently. It must at least give the same stamp. In a pack SHA256SUMS covers every byte.
        if (verified.ok) {
          held += 1;
          const { at: time, authority } = verified.value;
          expect({ time, authority }, `byte ${at}`).toEqual({
            time: whole.value.at,
            authority: whole.value.authority,
          });
        }
      }
      expect(held).toBeLessThan(response.length / 7 / 10);
    },
  );
});
