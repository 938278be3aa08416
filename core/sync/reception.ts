/** What a replica does with what a transport delivers: PROTOCOL.md, REP-4 to REP-6 and Refusals. */
import { base64ToBytes, bytesToText, joinBytes, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { parseControlEntry } from './control-entry.ts';
import type { Coverage } from './coverage.ts';
import { authorOf, parseEnvelope } from './envelope.ts';
import { draftOf, type HeadTable } from './heads.ts';
import type { HeldEnvelopes, Incoming } from './held-envelopes.ts';
import { writeRefusal } from './may-write.ts';
import { parseEnd, unpackBody } from './packing.ts';
import type { Refusal, RefusalKind } from './refusal.ts';
import type { HeldEnvelope, ReplicaStore, SubjectUpdate } from './replica-store.ts';
import { isSignedBy, openBody, openPlaintext } from './seal-envelope.ts';
import { parseSnapshot } from './snapshot.ts';
import { controlSubject, subjectKind } from './subject.ts';
import type { DeliveryBatch } from './transport.ts';
import type { WorkspaceAccess } from './workspace-access.ts';
import { isYjsUpdate } from './yjs-update.ts';

/** Envelopes whose signature and cipher are worked on at once. */
const openedAtOnce = 200;

export type ReceivedSnapshot = {
  subject: string;
  author: string;
  update: Bytes;
  /** It claims to cover everything that was applied here before. */
  claimsAll: boolean;
  /** The counter of this device that it claims to cover. */
  claimsOfOurs: number;
  /** It names a higher counter of this device than this device knows of. */
  aheadOfUs: boolean;
};

export type ReceptionParts = {
  /** This device's short name: what it sent itself comes round and is not reported. */
  ownAuthor: string;
  access: WorkspaceAccess;
  store: ReplicaStore;
  heads: HeadTable;
  held: HeldEnvelopes;
  /** The control lines that are stored, whether they count or not. */
  storedLines: Set<string>;
  refuse: (refusal: Refusal) => void;
  /** Called after everything was stored. */
  apply: (updates: readonly SubjectUpdate[], snapshots: readonly ReceivedSnapshot[]) => void;
};

export type Reception = {
  /** Judges, stores and applies a batch. Rejects when it cannot be stored; then nothing has changed and the batch may come again. */
  receive: (batch: DeliveryBatch, transport: string, coverage?: Coverage) => Promise<void>;
};

/** `first` is the counter of the body's first part, or the envelope's own. */
type Opened = Incoming & { first: number; body: Bytes };
type Decrypted = Incoming & { plaintext: Bytes };
type Refused = { kind: RefusalKind };

export function createReception({
  ownAuthor,
  access,
  store,
  heads,
  held,
  storedLines,
  refuse,
  apply,
}: ReceptionParts): Reception {
  function report(kind: RefusalKind, { subject, envelope }: Incoming): void {
    const { author, counter } = envelope.header;
    if (kind !== 'duplicate' || author !== ownAuthor) refuse({ kind, subject, author, counter });
  }

  /** Signature, then cipher; both for a device that the control log names. */
  async function open(incoming: Incoming): Promise<Result<Decrypted, Refused>> {
    const { envelope, subject } = incoming;
    const device = access.deviceOf(envelope.header.author);
    if (!device) return failure({ kind: 'unknown-device' });
    if (!(await isSignedBy(envelope, device.publicKeySpki))) return failure({ kind: 'bad-signature' });
    const plaintext = await openPlaintext(envelope, access.keyring, subject);
    return plaintext.ok ? ok({ ...incoming, plaintext: plaintext.value }) : plaintext;
  }

  /** The body that the envelope holds, or ends; undefined while parts of it are missing. */
  async function bodyOf(
    { subject, envelope, plaintext, bytes }: Decrypted,
    coverage: Coverage | undefined,
  ): Promise<Result<Opened, Refused> | undefined> {
    const { author, counter } = envelope.header;
    const end = parseEnd(plaintext);
    const place = [subject, author, counter, end?.parts ?? 0] as const;
    const slices = coverage?.partsBefore(...place) ?? (await heldSlices(...place));
    if (!slices) return undefined;
    const body = await unpackBody(end ? joinBytes(...slices, end.slice) : plaintext);
    return body.ok
      ? ok({ subject, envelope, bytes, first: counter - slices.length, body: body.value })
      : body;
  }

  async function heldSlices(
    ...place: Parameters<HeldEnvelopes['partsBefore']>
  ): Promise<Bytes[] | undefined> {
    const slices: Bytes[] = [];
    for (const part of held.partsBefore(...place) ?? [undefined]) {
      const opened = part && (await open(part));
      if (!opened?.ok) return undefined;
      slices.push(opened.value.plaintext);
    }
    return slices;
  }

  /** The line of a control envelope. The founding one brings the key that its own signature is checked by. */
  async function openControl({ envelope }: Incoming): Promise<Result<string, Refused>> {
    const body = await openBody(envelope, access.keyring, controlSubject);
    if (!body.ok) return body;
    const line = bytesToText(body.value);
    const entry = await parseControlEntry(line);
    if (!entry) return failure({ kind: 'control-refused' });
    const { author } = envelope.header;
    const { change } = entry;
    const founding = entry.sha256 === access.workspace.id && authorOf(entry.by) === author;
    const publicKey =
      founding && change.kind === 'founded'
        ? base64ToBytes(change.publicKey)
        : access.deviceOf(author)?.publicKeySpki;
    if (!publicKey) return failure({ kind: 'unknown-device' });
    return (await isSignedBy(envelope, publicKey)) ? ok(line) : failure({ kind: 'bad-signature' });
  }

  async function receiveBatch(
    { deliveries, cursor }: DeliveryBatch,
    transport: string,
    coverage?: Coverage,
  ): Promise<void> {
    const draft = draftOf(heads);
    const updates: SubjectUpdate[] = [];
    const snapshots: ReceivedSnapshot[] = [];
    const controlLines: string[] = [];
    const newlyHeld = new Map<string, HeldEnvelope>();
    const released = new Set<string>();
    /** Rises with everything that may let something held go on; by name of what is held, how far that was when it was looked at. */
    let progress = 0;
    const lookedAt = new Map<string, number>();
    /** The parts that came and whose end may wait already. */
    const parts: Incoming[] = [];

    async function hold(
      incoming: Incoming,
      kind: 'early' | 'unknown-device' | 'unknown-generation' | 'part',
    ) {
      const row = await held.hold(incoming, kind === 'unknown-device' ? 'strangers' : 'members');
      if (kind !== 'part') report(kind, incoming);
      if (!row) return;
      lookedAt.set(row.name, progress);
      released.delete(row.name);
      newlyHeld.set(row.name, row);
    }

    function release(name: string): void {
      if (!newlyHeld.delete(name)) released.add(name);
    }

    function raise(subject: string, author: string, counter: number): void {
      if (counter > draft.get(subject, author)) progress += 1;
      draft.raise(subject, author, counter);
    }

    function parse(): Incoming[] {
      return deliveries.flatMap(({ subject, envelope: bytes }) => {
        const parsed =
          subjectKind(subject) === 'presence'
            ? failure({ kind: 'wrong-place' as const })
            : parseEnvelope(bytes, { workspace: access.workspace.id, subject });
        if (parsed.ok) return [{ subject, bytes, envelope: parsed.value }];
        refuse({ kind: parsed.error.kind, subject });
        return [];
      });
    }

    /** Takes control entries until nothing goes on any more: an entry may bring the device that another one's envelope is by. */
    async function takeControl(arrived: readonly Incoming[]): Promise<boolean> {
      let waiting = [...arrived];
      let wentOn = false;
      for (let progress = true; progress && waiting.length > 0;) {
        progress = false;
        const strangers: Incoming[] = [];
        for (const incoming of waiting) {
          const line = await openControl(incoming);
          if (!line.ok && line.error.kind === 'unknown-device') strangers.push(incoming);
          else if (!line.ok) report(line.error.kind, incoming);
          else if (await takeLine(line.value, incoming)) progress = true;
        }
        wentOn ||= progress;
        waiting = strangers;
      }
      for (const incoming of waiting) await hold(incoming, 'unknown-device');
      return wentOn;
    }

    async function takeLine(line: string, incoming: Incoming): Promise<boolean> {
      const { author, counter } = incoming.envelope.header;
      coverage?.sawControlLine(line);
      raise(controlSubject, author, counter);
      if (!storedLines.has(line) && !controlLines.includes(line)) controlLines.push(line);
      const before = access.reading().lines;
      const wentOn = await access.add([line]);
      const after = new Set(access.reading().lines);
      // This one does not count, or one that did counts no longer because of it.
      if (!after.has(line) || before.some((earlier) => !after.has(earlier)))
        report('control-refused', incoming);
      return wentOn;
    }

    const isCovered = ({ subject, envelope: { header } }: Incoming) =>
      header.counter <= draft.get(subject, header.author);

    async function takeDecrypted(decrypted: Decrypted): Promise<void> {
      const { subject, envelope } = decrypted;
      const { author, counter, kind } = envelope.header;
      const state = access.state();
      const device = access.deviceOf(author);
      const opened = kind === 'part' ? undefined : await bodyOf(decrypted, coverage);
      if (opened && !opened.ok) return report(opened.error.kind, decrypted);
      const refusal = state && device && writeRefusal(state, device, subject, counter);
      if (refusal) return report(refusal, decrypted);
      if (kind !== 'snapshot') coverage?.sawEnvelope(subject, author, counter);
      if (kind === 'part') return takePart(decrypted);
      if (!opened) return isCovered(decrypted) ? report('duplicate', decrypted) : hold(decrypted, 'early');
      if (kind === 'snapshot') return takeSnapshot(opened.value);
      if (isCovered(decrypted)) return report('duplicate', decrypted);
      if (opened.value.first > draft.get(subject, author) + 1) return hold(decrypted, 'early');
      raise(subject, author, counter);
      if (isYjsUpdate(opened.value.body)) updates.push({ subject, bytes: opened.value.body });
      else report('malformed-update', decrypted);
    }

    async function takePart(part: Decrypted): Promise<void> {
      if (isCovered(part)) {
        const { author, counter } = part.envelope.header;
        coverage?.sawPart(part.subject, author, counter, part.plaintext);
        return report('duplicate', part);
      }
      progress += 1;
      parts.push(part);
      await hold(part, 'part');
    }

    function takeSnapshot(opened: Opened): void {
      const { subject, body, envelope } = opened;
      const { author, counter } = envelope.header;
      const snapshot = parseSnapshot(body);
      if (!snapshot) return report('malformed-body', opened);
      if (!isYjsUpdate(snapshot.update)) return report('malformed-update', opened);
      coverage?.sawSnapshot(subject, snapshot.heads);
      if (isCovered(opened)) return report('duplicate', opened);
      const before = [...draft.of(subject)];
      const claims = (other: string) => snapshot.heads.get(other) ?? 0;
      snapshots.push({
        subject,
        author,
        update: snapshot.update,
        claimsAll: before.length > 0 && before.every(([other, head]) => claims(other) >= head),
        claimsOfOurs: claims(ownAuthor),
        aheadOfUs: author !== ownAuthor && claims(ownAuthor) > draft.get(subject, ownAuthor),
      });
      raise(subject, author, counter);
      for (const [other, covered] of snapshot.heads) raise(subject, other, covered);
      updates.push({ subject, bytes: snapshot.update });
    }

    /** What was held for these subjects and can be looked at now. */
    function takeReleased(): Incoming[] {
      const raised = draft.all();
      for (const { subject, author, counter } of raised)
        held.dropCovered(subject, author, counter).forEach(release);
      const places = parts.splice(0).map(({ subject, envelope: { header } }) => ({ subject, ...header }));
      return [...raised, ...places].flatMap(({ subject, author, counter }) => {
        const next = held.takeAfter(subject, author, counter, ({ name }) => lookedAt.get(name) !== progress);
        next.forEach(({ name }) => release(name));
        return next;
      });
    }

    async function takeDocuments(arrived: readonly Incoming[]): Promise<void> {
      let left = [...arrived];
      while (left.length > 0) {
        const window = left.slice(0, openedAtOnce).filter((incoming) => {
          const { author, counter, kind } = incoming.envelope.header;
          // A snapshot that is known already, and its parts, still say what the transport covers.
          if (!isCovered(incoming) || (coverage && kind !== 'update')) return true;
          coverage?.sawEnvelope(incoming.subject, author, counter);
          report('duplicate', incoming);
          return false;
        });
        const opened = await Promise.all(
          window.map(async (incoming) => [incoming, await open(incoming)] as const),
        );
        for (const [incoming, result] of opened) {
          if (result.ok) await takeDecrypted(result.value);
          else if (result.error.kind === 'unknown-device' || result.error.kind === 'unknown-generation')
            await hold(incoming, result.error.kind);
          else report(result.error.kind, incoming);
        }
        left = [...left.slice(openedAtOnce), ...takeReleased()];
      }
    }

    const arrived = parse();
    const isControl = ({ subject }: Incoming) => subject === controlSubject;
    let documents = arrived.filter((incoming) => !isControl(incoming));
    let control = arrived.filter(isControl);
    while (await takeControl(control)) {
      const again = held.takeAll();
      again.forEach(({ name }) => release(name));
      documents = [...again.filter((incoming) => !isControl(incoming)), ...documents];
      control = again.filter(isControl);
    }
    await takeDocuments(documents);
    const batch = {
      updates,
      heads: draft.all(),
      controlLines,
      held: [...newlyHeld.values()],
      released: [...released],
    };
    await store.putReceived({ ...batch, transport, cursor });
    for (const line of controlLines) storedLines.add(line);
    for (const { subject, author, counter } of draft.all()) heads.raise(subject, author, counter);
    apply(updates, snapshots);
  }

  return {
    async receive(batch, transport, coverage) {
      const restoreHeld = held.checkpoint();
      try {
        await receiveBatch(batch, transport, coverage);
      } catch (error) {
        restoreHeld();
        throw error;
      }
    },
  };
}
