/** What every transport promises to replicas (core/sync/transport.ts); each adapter runs this against the real thing. */
import { describe, expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { bytesToHex, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import { largestEnvelope } from '#core/sync/envelope.ts';
import type { Cursor, Delivery, Transport } from '#core/sync/transport.ts';

/** One store that several transports may be opened on, as by several devices. */
export type TransportSetting = { open: () => Promise<Transport> };

export type TransportTraits = {
  /** Goes on delivering what others append, and carries presence or not. A bundle has an end. */
  live: boolean;
  presence: boolean;
};

const largeBytes = (length: number): Bytes => Uint8Array.from({ length }, (_, at) => at * 31);
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
/** Until something arrives; on a busy machine that may take long. */
const soon = { timeout: 30_000 };

/** Everything that is there after the cursor, as a replica would read it. */
async function readAll(
  transport: Transport,
  from: Cursor = '',
  onFirstBatch = () => Promise.resolve(),
): Promise<{ deliveries: Delivery[]; cursor: Cursor }> {
  const deliveries: Delivery[] = [];
  const done = Promise.withResolvers<Cursor>();
  const following = await transport.follow(from, async (batch) => {
    if (deliveries.length === 0) await onFirstBatch();
    deliveries.push(...batch.deliveries);
    if (batch.caughtUp) done.resolve(batch.cursor);
  });
  if (!following.ok) throw new Error(following.error.kind);
  const cursor = await done.promise;
  following.value.stop();
  await following.value.ended;
  return { deliveries, cursor };
}

const hexOf = (deliveries: readonly Delivery[]) =>
  deliveries.map(({ subject, envelope }) => `${subject} ${bytesToHex(envelope)}`);

export function describeTransport(
  name: string,
  { live, presence }: TransportTraits,
  makeSetting: () => Promise<TransportSetting>,
): void {
  const withTransport =
    (test: (transport: Transport, setting: TransportSetting) => Promise<void>) => async () => {
      const setting = await makeSetting();
      const transport = await setting.open();
      await test(transport, setting);
      await transport.close();
    };
  const append = async (transport: Transport, subject: string, envelope: Bytes = randomBytes(150)) => {
    expect(await transport.append(subject, envelope)).toEqual({ ok: true, value: undefined });
    return { subject, envelope };
  };

  describe(name, () => {
    it(
      'says that an empty store is read',
      withTransport(async (transport) => {
        expect((await readAll(transport)).deliveries).toEqual([]);
      }),
    );

    it(
      'delivers everything in order, byte for byte, also to another device',
      withTransport(async (transport, setting) => {
        const appended = [
          await append(transport, 'ctl'),
          await append(transport, 'doc.a', largeBytes(largestEnvelope)),
          await append(transport, 'note.b'),
          await append(transport, 'doc.a'),
        ];
        expect(hexOf((await readAll(transport)).deliveries)).toEqual(hexOf(appended));
        await transport.close();
        const other = await setting.open();
        expect(hexOf((await readAll(other)).deliveries)).toEqual(hexOf(appended));
        await other.close();
      }),
    );

    it(
      'goes on at the cursor',
      withTransport(async (transport) => {
        await append(transport, 'doc.a');
        const { cursor } = await readAll(transport);
        expect((await readAll(transport, cursor)).deliveries).toEqual([]);
        const later = await append(transport, 'doc.b');
        expect(hexOf((await readAll(transport, cursor)).deliveries)).toEqual(hexOf([later]));
      }),
    );

    it(
      'loses nothing when the same bytes are appended again',
      withTransport(async (transport) => {
        const one = await append(transport, 'doc.a');
        await append(transport, 'doc.a', one.envelope);
        const two = await append(transport, 'doc.a');
        const seen = new Set(hexOf((await readAll(transport)).deliveries));
        expect([...seen]).toEqual(hexOf([one, two]));
      }),
    );

    it(
      'forgets one subject up to the cursor, and nothing else',
      withTransport(async (transport) => {
        await append(transport, 'doc.a');
        const kept = await append(transport, 'doc.b');
        await append(transport, 'doc.a');
        const { cursor } = await readAll(transport);
        const snapshot = await append(transport, 'doc.a');
        expect(await transport.count('doc.a')).toEqual({ ok: true, value: 3 });
        expect(await transport.compact('doc.a', cursor)).toMatchObject({ ok: true });
        expect(await transport.count('doc.a')).toEqual({ ok: true, value: 1 });
        expect(await transport.count('doc.c')).toEqual({ ok: true, value: 0 });
        expect(hexOf((await readAll(transport)).deliveries)).toEqual(hexOf([kept, snapshot]));
        // Who had read all of it before has not lost the place.
        expect(hexOf((await readAll(transport, cursor)).deliveries)).toEqual(hexOf([snapshot]));
      }),
    );

    it(
      'says that all was delivered also where the last of it was forgotten',
      withTransport(async (transport) => {
        await append(transport, 'doc.a');
        const { cursor: before } = await readAll(transport);
        await append(transport, 'doc.b');
        const { cursor } = await readAll(transport, before);
        expect(await transport.compact('doc.b', cursor)).toMatchObject({ ok: true });
        expect((await readAll(transport, before)).deliveries).toEqual([]);
      }),
    );

    it(
      'says that all was delivered to one who takes a while, however much waits meanwhile',
      withTransport(async (transport) => {
        const appended: Delivery[] = [];
        for (const count of [3, 150, 300, 600]) {
          while (appended.length < count) appended.push(await append(transport, 'doc.a'));
          const { deliveries } = await readAll(transport, '', () => pause(300));
          expect(hexOf(deliveries), `${count}`).toEqual(hexOf(appended));
        }
      }),
      60_000,
    );

    it(
      'ends with an error when a batch cannot be taken, and delivers it again',
      withTransport(async (transport) => {
        const one = await append(transport, 'doc.a');
        const following = await transport.follow('', () => Promise.reject(new Error('no room')));
        expect(following.ok && (await following.value.ended)?.kind).toBe('offline');
        expect(hexOf((await readAll(transport)).deliveries)).toEqual(hexOf([one]));
      }),
    );

    it(
      'stores a piece of a file once and gives it back',
      withTransport(async (transport) => {
        const bytes = largeBytes(256 * 1024);
        const address = await sha256Hex(bytes);
        expect(await transport.getChunk(address, 0)).toEqual({ ok: true, value: undefined });
        expect(await transport.chunksOf(address)).toEqual({ ok: true, value: new Set() });
        expect(await transport.putChunk(address, 0, bytes)).toMatchObject({ ok: true });
        expect(await transport.putChunk(address, 0, bytes)).toMatchObject({ ok: true });
        await transport.putChunk(address, 1, bytes.slice(0, 9));
        const [first, second] = [await transport.getChunk(address, 0), await transport.getChunk(address, 1)];
        expect(first.ok && first.value && bytesToHex(first.value) === bytesToHex(bytes)).toBe(true);
        expect(second).toEqual({ ok: true, value: bytes.slice(0, 9) });
        expect(await transport.chunksOf(address)).toEqual({ ok: true, value: new Set([0, 1]) });
        expect((await readAll(transport)).deliveries).toEqual([]);
      }),
    );

    it(
      'says when the cursor is of another store',
      withTransport(async (transport) => {
        await append(transport, 'doc.a');
        const { cursor } = await readAll(transport);
        const other = await (await makeSetting()).open();
        const following = await other.follow(cursor, () => Promise.resolve());
        expect(following).toMatchObject({ ok: false, error: { kind: 'went-back' } });
        await other.close();
      }),
    );

    if (live)
      it(
        'delivers what another device appends while it follows',
        withTransport(async (transport, setting) => {
          const seen: Delivery[] = [];
          const following = await transport.follow(
            '',
            async ({ deliveries }) => void seen.push(...deliveries),
          );
          const other = await setting.open();
          const appended = [await append(other, 'doc.a'), await append(other, 'ctl')];
          await expect.poll(() => hexOf(seen), soon).toEqual(hexOf(appended));
          if (following.ok) following.value.stop();
          expect(following.ok && (await following.value.ended)).toBeUndefined();
          await other.close();
        }),
      );

    if (presence)
      it(
        'carries presence to who is there and keeps none of it',
        withTransport(async (transport, setting) => {
          const other = await setting.open();
          const heard: Delivery[] = [];
          const stop = other.listen((delivery) => void heard.push(delivery));
          const envelope = randomBytes(150);
          // A subscription takes a moment to reach the server.
          await expect
            .poll(() => {
              transport.announce('aw.a', envelope);
              return heard.length;
            }, soon)
            .toBeGreaterThan(0);
          expect(hexOf(heard.slice(0, 1))).toEqual(hexOf([{ subject: 'aw.a', envelope }]));
          stop();
          expect((await readAll(transport)).deliveries).toEqual([]);
          await other.close();
        }),
      );
  });
}
