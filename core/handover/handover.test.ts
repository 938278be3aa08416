import { describe, expect, it } from 'vitest';
import { canonicalRecordSha256 } from '../evidence/canonical-record.ts';
import type { ExhibitRecord } from '../evidence/exhibit.ts';
import type { Bytes } from '../shared/bytes.ts';
import { bytesToBase64, sha256Hex } from '../shared/bytes.ts';
import { createStampRequest } from '../timestamp/stamp-request.ts';
import { failure, ok } from '../shared/result.ts';
import { answerHandover } from './answer.ts';
import type { HandoverSource } from './answer.ts';
import { createHandoverClient, HandoverGarbled, HandoverInterrupted, HandoverRefused } from './client.ts';
import type { HandoverChannel } from './client.ts';
import { chunkSizeBytes } from './messages.ts';
import type { Offer } from './messages.ts';
import type { Signer } from '../crypto/device-key.ts';
import { introduceDevice, type Device } from '../seal/device-roster.ts';
import { sealRecord, type LogHead } from '../seal/seal.ts';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import { sealsPerAnswer } from './messages.ts';
import type { ReceivedSeal } from './pull-log.ts';
import { pullAll } from './pull-all.ts';
import { pullExhibit } from './pull.ts';
import type { HandoverStore, ReceivedExhibit } from './pull.ts';

const workspace = 'https://isms.example.org';
const exhibitId = '01900000-0000-7000-8000-000000000001';

const bytesOf = (length: number, seed = 1): Bytes => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + seed * 17 + (at >> 8)) & 255;
  return bytes;
};

async function makeExhibit(
  files: Bytes[],
): Promise<{ record: ExhibitRecord; recordSha256: string; files: Map<string, Bytes> }> {
  const contents = new Map<string, Bytes>();
  const entries: ExhibitRecord['files'] = [];
  for (const bytes of files) {
    const sha256 = await sha256Hex(bytes);
    contents.set(sha256, bytes);
    entries.push({
      role: 'original',
      mediaType: 'image/png',
      sizeBytes: bytes.length,
      sha256,
      width: 2,
      height: 2,
    });
  }
  const record: ExhibitRecord = {
    format: 'exhibit/1',
    id: exhibitId,
    provenance: {
      url: 'https://console.example.org/users',
      title: 'Users',
      capturedAt: '2026-11-22T10:00:00.000Z',
      utcOffsetMinutes: 60,
      timeZone: 'Europe/Lisbon',
      collectedBy: 'Alice',
      mode: 'viewport',
      viewport: { width: 1440, height: 900 },
      scroll: { x: 0, y: 0 },
      devicePixelRatio: 1,
      language: 'en',
      userAgent: 'test',
      extensionVersion: '0.1.0',
    },
    files: entries,
    reading: { engine: 'none', meanConfidence: null, wordCount: 0 },
    model: null,
    proposals: [],
    controls: ['A.8.5'],
    note: '',
    reviewedAt: '2026-11-22T10:05:00.000Z',
  };
  return { record, recordSha256: await canonicalRecordSha256(record), files: contents };
}

type Exhibit = Awaited<ReturnType<typeof makeExhibit>>;

/** An extension that works, with knobs for what may go wrong. */
function makeExtension(exhibit: Exhibit, { pairedOrigins = [workspace] } = {}) {
  const paired = new Set(pairedOrigins);
  const receipts: string[] = [];
  const chunkRequests: number[] = [];
  const source: HandoverSource = {
    isPaired: async (origin) => paired.has(origin),
    async tryCode(origin, code) {
      if (code !== 'ABC234') return { reason: 'wrong-code', attemptsLeft: 4 };
      paired.add(origin);
      return 'paired';
    },
    offers: async () => [{ exhibit: exhibit.record.id, recordSha256: exhibit.recordSha256 }],
    record: async (id) => (id === exhibit.record.id ? exhibit : undefined),
    async readFile(_id, sha256, offset, length) {
      chunkRequests.push(offset);
      return exhibit.files.get(sha256)?.slice(offset, offset + length);
    },
    async noteReceipt(_id, recordSha256) {
      receipts.push(recordSha256);
      return recordSha256 === exhibit.recordSha256;
    },
    device: async () => ({ introduction: null, head: null }),
    log: async () => [],
    stamp: async () => ({ reason: 'authority-not-allowed' }),
  };
  return { source, receipts, chunkRequests };
}

/** A line between the two sides that carries JSON only, as the browser does. `cutAfter` answers, it breaks. */
function connect(source: HandoverSource, origin = workspace, cutAfter = Infinity) {
  let listener: (message: unknown) => void = () => {};
  let onClose = () => {};
  let answers = 0;
  const channel: HandoverChannel = {
    post(message) {
      void answerHandover(JSON.parse(JSON.stringify(message)), origin, source, '0.1.0').then((reply) => {
        answers += 1;
        if (answers > cutAfter) onClose();
        else listener(JSON.parse(JSON.stringify(reply)));
      });
    },
    onMessage: (wanted) => (listener = wanted),
    onClose: (wanted) => (onClose = wanted),
    close: () => {},
  };
  return createHandoverClient(channel);
}

/** A store in memory that keeps the promises of the real one. */
function makeStore() {
  const stored: ReceivedExhibit[] = [];
  const parts = new Map<string, Bytes>();
  const devices = new Map<string, Device>();
  const seals: ReceivedSeal[] = [];
  let isFull = false;
  const store: HandoverStore = {
    recordSha256Of: async (id) => stored.find(({ record }) => record.id === id)?.recordSha256,
    bytesReceived: async (_id, sha256) => parts.get(sha256)?.length ?? 0,
    async putPart(_id, sha256, offset, bytes) {
      if (isFull) return failure({ kind: 'not-stored', sentence: 'full' });
      const before = parts.get(sha256) ?? new Uint8Array();
      expect(offset).toBe(before.length);
      const joined = new Uint8Array(before.length + bytes.length);
      joined.set(before);
      joined.set(bytes, before.length);
      parts.set(sha256, joined);
      return ok(undefined);
    },
    readParts: async (_id, sha256) => parts.get(sha256) ?? new Uint8Array(),
    dropParts: async () => parts.clear(),
    async putExhibit(exhibit) {
      if (isFull) return failure({ kind: 'not-stored', sentence: 'full' });
      stored.push(exhibit);
      parts.clear();
      return ok(undefined);
    },
    sealingDevice: async (fingerprint) => devices.get(fingerprint),
    lastSequence: async () => Math.max(0, ...seals.map(({ seal }) => seal.sequence)),
    async noteDevice(device) {
      devices.set(device.fingerprint, device);
      return ok(undefined);
    },
    async putSeals(received) {
      if (isFull) return failure({ kind: 'not-stored', sentence: 'full' });
      seals.push(...received);
      return ok(undefined);
    },
  };
  return { store, stored, seals, parts, setFull: (full: boolean) => (isFull = full) };
}

const offerOf = ({ record, recordSha256 }: Exhibit): Offer => ({ exhibit: record.id, recordSha256 });

describe('handover', () => {
  it('[HANDOVER-6] stores record and files of several chunks, then sends the receipt', async () => {
    const exhibit = await makeExhibit([bytesOf(chunkSizeBytes * 2 + 77), bytesOf(0), bytesOf(10, 2)]);
    const extension = makeExtension(exhibit);
    const { store, stored } = makeStore();
    const pulled = await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    expect(pulled).toEqual({ ok: true, value: { arrived: true } });
    expect(stored[0]?.record).toEqual(exhibit.record);
    for (const { file, bytes } of stored[0]?.files ?? []) expect(await sha256Hex(bytes)).toBe(file.sha256);
    expect(extension.receipts).toEqual([exhibit.recordSha256]);
  });

  it('[HANDOVER-4] goes on where an interrupted transfer stopped', async () => {
    const exhibit = await makeExhibit([bytesOf(chunkSizeBytes * 4)]);
    const extension = makeExtension(exhibit);
    const { store, stored } = makeStore();
    const cut = pullExhibit(connect(extension.source, workspace, 3), store, offerOf(exhibit));
    await expect(cut).rejects.toBeInstanceOf(HandoverInterrupted);
    expect(stored).toEqual([]);
    extension.chunkRequests.length = 0;
    await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    expect(extension.chunkRequests).toEqual([2 * chunkSizeBytes, 3 * chunkSizeBytes]);
    expect(stored).toHaveLength(1);
  });

  it('[HANDOVER-7] receipts again what is already here, and stores it once', async () => {
    const exhibit = await makeExhibit([bytesOf(1_000)]);
    const extension = makeExtension(exhibit);
    const { store, stored } = makeStore();
    // The receipt of the first transfer is lost: welcome, manifest and chunk get through, nothing after.
    await expect(
      pullExhibit(connect(extension.source, workspace, 2), store, offerOf(exhibit)),
    ).rejects.toBeInstanceOf(HandoverInterrupted);
    expect(stored).toHaveLength(1);
    const again = await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    expect(again).toEqual({ ok: true, value: { arrived: false } });
    expect(stored).toHaveLength(1);
  });

  it('[HANDOVER-5] names a file that ends too early and stores nothing', async () => {
    const whole = bytesOf(chunkSizeBytes + 500);
    const exhibit = await makeExhibit([whole]);
    exhibit.files.set(await sha256Hex(whole), whole.slice(0, chunkSizeBytes + 100));
    const extension = makeExtension(exhibit);
    const { store, stored } = makeStore();
    const pulled = await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    expect(pulled).toMatchObject({
      error: { kind: 'file-cut', expectedBytes: chunkSizeBytes + 500, receivedBytes: chunkSizeBytes + 100 },
    });
    expect(stored).toEqual([]);
    expect(extension.receipts).toEqual([]);
  });

  it('[HANDOVER-5] drops a file with a flipped byte, and takes it when it is sent right', async () => {
    const right = bytesOf(5_000);
    const exhibit = await makeExhibit([right]);
    const wrong = right.slice();
    wrong[4_000] = (wrong[4_000] ?? 0) ^ 1;
    const sha256 = await sha256Hex(right);
    exhibit.files.set(sha256, wrong);
    const extension = makeExtension(exhibit);
    const { store, stored } = makeStore();
    const client = connect(extension.source);
    expect(await pullExhibit(client, store, offerOf(exhibit))).toMatchObject({
      error: { kind: 'file-damaged' },
    });
    exhibit.files.set(sha256, right);
    expect(await pullExhibit(client, store, offerOf(exhibit))).toEqual({
      ok: true,
      value: { arrived: true },
    });
    expect(stored).toHaveLength(1);
  });

  it('[HANDOVER-3] refuses a manifest that breaks the schema or does not have the hash that was offered', async () => {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const { store, stored } = makeStore();
    const offer = offerOf(exhibit);
    const broken = makeExtension({
      ...exhibit,
      record: { ...exhibit.record, controls: ['X.1'] } as unknown as ExhibitRecord,
    });
    expect(await pullExhibit(connect(broken.source), store, offer)).toMatchObject({
      error: { kind: 'bad-manifest' },
    });
    const changed = makeExtension({ ...exhibit, record: { ...exhibit.record, note: 'added later' } });
    expect(await pullExhibit(connect(changed.source), store, offer)).toMatchObject({
      error: { kind: 'manifest-hash' },
    });
    expect(stored).toEqual([]);
  });

  it('[HANDOVER-6] sends no receipt while storage is full, and delivers once there is room', async () => {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const extension = makeExtension(exhibit);
    const { store, stored, setFull } = makeStore();
    setFull(true);
    const pulled = await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    expect(pulled).toMatchObject({ error: { kind: 'not-stored', sentence: 'full' } });
    expect(extension.receipts).toEqual([]);
    setFull(false);
    await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    expect(stored).toHaveLength(1);
  });

  it('refuses an exhibit whose id is taken by another record', async () => {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const { store } = makeStore();
    const extension = makeExtension(exhibit);
    await pullExhibit(connect(extension.source), store, offerOf(exhibit));
    const other = { ...offerOf(exhibit), recordSha256: 'f'.repeat(64) };
    expect(await pullExhibit(connect(extension.source), store, other)).toMatchObject({
      error: { kind: 'conflict' },
    });
  });

  it('[HANDOVER-1] tells an origin that is not paired nothing, whatever it asks', async () => {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const { source } = makeExtension(exhibit);
    const stranger = connect(source, 'https://evil.example');
    expect(await stranger.ask({ kind: 'hello', version: 1 }, 'welcome')).toMatchObject({ paired: false });
    const [file] = exhibit.record.files;
    for (const question of [
      { kind: 'list' },
      { kind: 'manifest', exhibit: exhibitId },
      { kind: 'chunk', exhibit: exhibitId, sha256: file?.sha256 ?? '', offset: 0 },
      { kind: 'receipt', exhibit: exhibitId, recordSha256: exhibit.recordSha256 },
    ] as const) {
      const refused = await stranger.ask(question, 'offers').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(HandoverRefused);
      expect((refused as HandoverRefused).refusal).toEqual({ reason: 'not-paired' });
    }
  });

  it('[HANDOVER-2] pairs with the right code only', async () => {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const { source } = makeExtension(exhibit, { pairedOrigins: [] });
    const client = connect(source);
    await expect(client.ask({ kind: 'pair', code: 'WRONG2' }, 'paired')).rejects.toBeInstanceOf(
      HandoverRefused,
    );
    await expect(client.ask({ kind: 'list' }, 'offers')).rejects.toBeInstanceOf(HandoverRefused);
    await client.ask({ kind: 'pair', code: 'ABC234' }, 'paired');
    expect((await client.ask({ kind: 'list' }, 'offers')).offers).toHaveLength(1);
  });

  it('[HANDOVER-10] passes on a request for a timestamp, and nothing that could carry anything else', async () => {
    const { source } = makeExtension(await makeExhibit([bytesOf(10)]));
    const { der } = await createStampRequest(bytesOf(100), bytesOf(16));
    const asked: [string, string][] = [];
    const stamp: HandoverSource['stamp'] = async (origin, url, request) => {
      asked.push([origin, url]);
      expect(request).toEqual(der);
      return bytesOf(5);
    };
    const ask = (from: HandoverSource, request: Bytes, origin = workspace) =>
      connect(from, origin).ask(
        { kind: 'stamp', url: 'https://tsa.example/', request: bytesToBase64(request) },
        'stamped',
      );
    expect((await ask({ ...source, stamp }, der)).response).toBe(bytesToBase64(bytesOf(5)));
    expect(asked).toEqual([[workspace, 'https://tsa.example/']]);
    const reasonOf = (answer: Promise<unknown>) =>
      answer.catch((error: unknown) => (error as HandoverRefused).refusal.reason);
    expect(await reasonOf(ask(source, der))).toBe('authority-not-allowed');
    expect(await reasonOf(ask({ ...source, stamp }, der, 'https://evil.example'))).toBe('not-paired');
    for (const wrong of [bytesOf(69), der.slice(0, -1), new Uint8Array([...der, 0]), new Uint8Array()])
      expect(await reasonOf(ask({ ...source, stamp }, wrong))).toBe('malformed');
    expect(asked).toHaveLength(1);
  });

  it('answers nonsense with a refusal and never throws', async () => {
    const { source } = makeExtension(await makeExhibit([bytesOf(10)]));
    for (const nonsense of [
      null,
      7,
      'list',
      {},
      { id: 3, kind: 'steal' },
      { id: -1, kind: 'list' },
      { id: 5, kind: 'manifest', exhibit: '../etc' },
    ]) {
      const reply = await answerHandover(nonsense, workspace, source, '0.1.0');
      expect(reply).toMatchObject({ kind: 'refused', refusal: { reason: 'malformed' } });
    }
  });
});

describe('the log of the device', () => {
  const at = new Date('2026-11-22T10:06:00.000Z');

  /** An extension whose device has sealed `count` records, the one that it offers last. */
  async function makeSealed(count: number) {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const signer = await makeSigner();
    const lines: string[] = [];
    let head: LogHead | undefined;
    for (let number = count - 1; number >= 0; number -= 1) {
      const id = number === 0 ? exhibitId : `01900000-0000-7000-8000-${String(number).padStart(12, 'a')}`;
      const sealed = await sealRecord({ ...exhibit.record, id }, signer, head, at);
      lines.push(sealed.line);
      head = sealed.head;
    }
    const { source } = makeExtension(exhibit);
    const sealing = sealedSource(source, lines, await introduction(signer));
    return { exhibit, signer, lines, source: { ...source, ...sealing } };
  }
  const introduction = (signer: Signer) =>
    introduceDevice(signer, { ...signer, member: 'Alice', label: '' }, at);
  const sealedSource = (source: HandoverSource, lines: string[], introduced: string) => ({
    device: async () => ({ introduction: introduced, head: null }),
    log: async (after: number, limit: number) => lines.slice(after, after + limit),
    async record(id: string) {
      const found = await source.record(id);
      return found && { ...found, seal: lines.at(-1) ?? '' };
    },
  });

  it('[HANDOVER-8] comes whole before the exhibits, in several answers, and goes on where it was', async () => {
    const count = sealsPerAnswer + 3;
    const { exhibit, lines, source } = await makeSealed(count);
    const { store, stored, seals } = makeStore();
    expect(await pullAll(connect(source), store)).toEqual({ kept: 0, failures: [] });
    expect(seals.map(({ seal }) => seal.sequence)).toEqual(lines.map((_, index) => index + 1));
    expect(stored[0]?.seal).toMatchObject({ line: lines.at(-1), seal: { exhibit: exhibit.record.id } });
    await pullAll(connect(source), store);
    expect(seals).toHaveLength(count);
  });

  it('[HANDOVER-8] leaves out what the device did not sign, and brings the exhibits when there is no log', async () => {
    const { lines, source } = await makeSealed(3);
    const stranger = await makeSigner();
    const other = await makeExhibit([bytesOf(10)]);
    const forged = await sealRecord(other.record, stranger, undefined, at);
    const { store, seals } = makeStore();
    await pullAll(
      connect({ ...source, log: async (after) => [forged.line, ...lines.slice(1)].slice(after) }),
      store,
    );
    expect(seals.map(({ line }) => line)).toEqual(lines.slice(1));
    const broken = makeStore();
    const round = await pullAll(
      connect({
        ...source,
        log: () => Promise.reject(new Error('the database is closed')),
      }),
      broken.store,
    );
    expect(round).toMatchObject({ kept: 0, failures: [{ kind: 'no-log' }] });
    expect(broken.stored).toHaveLength(1);
  });

  it('[HANDOVER-9] takes no exhibit whose seal is another’s, of an unknown device, or damaged', async () => {
    const { exhibit, signer, source } = await makeSealed(1);
    const { store, stored } = makeStore();
    await pullAll(connect({ ...source, offers: async () => [] }), store);
    const stranger = await makeSigner();
    const sealOf = async (by: Signer, change: Partial<ExhibitRecord>) =>
      (await sealRecord({ ...exhibit.record, ...change }, by, undefined, at)).line;
    for (const seal of [
      await sealOf(stranger, {}),
      await sealOf({ ...stranger, fingerprint: signer.fingerprint }, {}),
      await sealOf(signer, { note: 'another' }),
      await sealOf(signer, { id: '01900000-0000-7000-8000-0000000000ff' }),
      'MAYCAQECAQE= {}',
    ]) {
      const record = async () => ({ ...exhibit, seal });
      const pulled = await pullExhibit(connect({ ...source, record }), store, offerOf(exhibit));
      expect(pulled, seal).toMatchObject({ error: { kind: 'bad-seal' } });
    }
    expect(stored).toEqual([]);
  });

  it('[HANDOVER-9] takes no exhibit without its seal from a device that had its key when it was accepted', async () => {
    const { exhibit, source } = await makeSealed(1);
    const unsealed = { ...source, record: async () => exhibit };
    const reviewedAt = Date.parse(exhibit.record.reviewedAt);
    const introduced = async (afterMs: number) => {
      const signer = await makeSigner();
      const described = { ...signer, member: 'Alice', label: '' };
      const introduction = await introduceDevice(signer, described, new Date(reviewedAt + afterMs));
      return { ...unsealed, device: async () => ({ introduction, head: null }), log: async () => [] };
    };
    for (const afterMs of [-86_400_000, 0, 200]) {
      const { store, stored } = makeStore();
      const { failures } = await pullAll(connect(await introduced(afterMs)), store);
      expect(failures).toMatchObject([{ kind: 'no-seal', title: exhibit.record.provenance.title }]);
      expect(stored).toEqual([]);
    }
    const { store, stored } = makeStore();
    expect((await pullAll(connect(await introduced(86_400_000)), store)).failures).toEqual([]);
    expect(stored).toMatchObject([{ record: { id: exhibit.record.id } }]);
  });
});

describe('a round over all offers', () => {
  const otherId = '01900000-0000-7000-8000-000000000002';

  /** An extension that offers an exhibit it has, after one that `other` makes of it. */
  async function makeRound(other: (source: HandoverSource) => Partial<HandoverSource>) {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const { source } = makeExtension(exhibit);
    const offers = async () => [{ exhibit: otherId, recordSha256: 'f'.repeat(64) }, offerOf(exhibit)];
    return { source: { ...source, offers, ...other(source) }, ...makeStore() };
  }

  it('takes the clips after one that the extension does not know', async () => {
    const { source, store, stored } = await makeRound(() => ({}));
    const progress: string[] = [];
    const round = await pullAll(connect(source), store, ({ done, total }) =>
      progress.push(`${done}/${total}`),
    );
    expect(round).toEqual({
      kept: 1,
      failures: [{ kind: 'not-given', exhibit: otherId, reason: 'unknown-exhibit' }],
    });
    expect(stored.map(({ record }) => record.id)).toEqual([exhibitId]);
    expect([...new Set(progress)]).toEqual(['0/2', '1/2']);
  });

  it('takes the clips after one whose record the extension cannot read', async () => {
    const { source, store, stored } = await makeRound(({ record }) => ({
      record: async (id) => {
        if (id === otherId) throw new Error('the disk is broken');
        return record(id);
      },
    }));
    const round = await pullAll(connect(source), store);
    expect(round.failures).toEqual([{ kind: 'not-given', exhibit: otherId, reason: 'failed' }]);
    expect(stored).toHaveLength(1);
  });

  it('takes the clips after one of which the app cannot read what it has', async () => {
    const { source, store, stored } = await makeRound(() => ({}));
    const unreadable: HandoverStore = {
      ...store,
      recordSha256Of: async (id) => {
        if (id === otherId) throw new Error('The storage cannot be read.');
        return store.recordSha256Of(id);
      },
    };
    const round = await pullAll(connect(source), unreadable);
    expect(round.failures).toEqual([
      { kind: 'not-stored', exhibit: otherId, sentence: 'The storage cannot be read.' },
    ]);
    expect(stored).toHaveLength(1);
  });

  it('ends when the line breaks, and says what is still in the extension', async () => {
    const { source, store } = await makeRound(() => ({}));
    const round = await pullAll(connect(source, workspace, 3), store);
    expect(round).toMatchObject({ kept: 2, failures: [{ exhibit: otherId }] });
    expect(round.ended).toBeInstanceOf(HandoverInterrupted);
  });

  it('ends when the pairing does', async () => {
    const { source, store } = await makeRound(() => ({}));
    let questions = 0;
    const forgetting = { ...source, isPaired: async () => (questions += 1) < 3 };
    const round = await pullAll(connect(forgetting), store);
    expect(round.ended).toMatchObject({ refusal: { reason: 'not-paired' } });
    expect(round.kept).toBe(2);
  });
});

describe('what no extension of ours sends', () => {
  /** A channel that answers each question with `reply`, whatever it was. */
  const answering = (reply: (id: number) => unknown): HandoverChannel => {
    let listener: (message: unknown) => void = () => {};
    return {
      post: (message) => queueMicrotask(() => listener(reply((message as { id: number }).id))),
      onMessage: (wanted) => (listener = wanted),
      onClose: () => {},
      close: () => {},
    };
  };

  it('ends the question at once when the answer fits no schema or another question', async () => {
    for (const reply of [
      (id: number) => ({ id, kind: 'offers', offers: 'many' }),
      (id: number) => ({ id, kind: 'noted' }),
    ]) {
      const client = createHandoverClient(answering(reply));
      await expect(client.ask({ kind: 'list' }, 'offers')).rejects.toBeInstanceOf(HandoverGarbled);
    }
  });

  it('counts a chunk that is not base64 as damaged', async () => {
    const exhibit = await makeExhibit([bytesOf(10)]);
    const { record, recordSha256 } = exhibit;
    const replies = [
      { kind: 'manifest', record, recordSha256 },
      { kind: 'chunk', offset: 0, content: '%%%', sha256: 'f'.repeat(64) },
    ];
    const client = createHandoverClient(answering((id) => ({ id, ...replies.shift() })));
    expect(await pullExhibit(client, makeStore().store, offerOf(exhibit))).toMatchObject({
      error: { kind: 'file-damaged' },
    });
  });

  it('closing a conversation closes its channel once and ends the questions under way', async () => {
    let closed = 0;
    const silent = { ...answering(() => undefined), post: () => {}, close: () => (closed += 1) };
    const client = createHandoverClient(silent);
    const asked = client.ask({ kind: 'list' }, 'offers');
    client.close();
    client.close();
    await expect(asked).rejects.toBeInstanceOf(HandoverInterrupted);
    expect(closed).toBe(1);
  });

  it('retiring one lets the questions under way have their answers, takes no more, and then closes its channel', async () => {
    let closed = 0;
    const channel = {
      ...answering((id) => ({ id, kind: 'offers', offers: [] })),
      close: () => (closed += 1),
    };
    const client = createHandoverClient(channel);
    const asked = client.ask({ kind: 'list' }, 'offers');
    client.retire();
    expect(closed).toBe(0);
    await expect(client.ask({ kind: 'list' }, 'offers')).rejects.toBeInstanceOf(HandoverInterrupted);
    await expect(asked).resolves.toMatchObject({ kind: 'offers' });
    expect(closed).toBe(1);
    createHandoverClient(channel).retire();
    expect(closed).toBe(2);
  });
});
