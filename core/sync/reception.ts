/** What a replica does with what a transport delivers: PROTOCOL.md, REP-4 to REP-6 and Refusals. */
import { base64ToBytes, bytesToText, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { parseControlEntry } from './control-entry.ts';
import type { Coverage } from './coverage.ts';
import { authorOf, parseEnvelope } from './envelope.ts';
import { draftOf, type HeadTable } from './heads.ts';
import type { HeldEnvelopes, Incoming } from './held-envelopes.ts';
import { writeRefusal } from './may-write.ts';
import type { Refusal, RefusalKind } from './refusal.ts';
import type { HeldEnvelope, ReplicaStore, SubjectUpdate } from './replica-store.ts';
import { isSignedBy, openBody } from './seal-envelope.ts';
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

type Opened = Incoming & { body: Bytes };
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
  async function open(incoming: Incoming): Promise<Result<Opened, Refused>> {
    const { envelope, subject } = incoming;
    const device = access.deviceOf(envelope.header.author);
    if (!device) return failure({ kind: 'unknown-device' });
    if (!(await isSignedBy(envelope, device.publicKeySpki))) return failure({ kind: 'bad-signature' });
    const body = await openBody(envelope, access.keyring, subject);
    return body.ok ? ok({ ...incoming, body: body.value }) : body;
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
    const released: string[] = [];

    async function hold(incoming: Incoming, kind: 'early' | 'unknown-device' | 'unknown-generation') {
      const row = await held.hold(incoming, kind === 'unknown-device' ? 'strangers' : 'members');
      report(kind, incoming);
      if (row) newlyHeld.set(row.name, row);
    }

    function release(name: string): void {
      if (!newlyHeld.delete(name)) released.push(name);
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
      draft.raise(controlSubject, author, counter);
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

    async function takeOpened(opened: Opened): Promise<void> {
      const { subject, body, envelope } = opened;
      const { author, counter, kind } = envelope.header;
      const state = access.state();
      const device = access.deviceOf(author);
      const refusal = state && device && writeRefusal(state, device, subject, counter);
      if (refusal) return report(refusal, opened);
      if (kind === 'snapshot') return takeSnapshot(opened);
      coverage?.sawEnvelope(subject, author, counter);
      if (isCovered(opened)) return report('duplicate', opened);
      if (counter > draft.get(subject, author) + 1) return hold(opened, 'early');
      draft.raise(subject, author, counter);
      if (isYjsUpdate(body)) updates.push({ subject, bytes: body });
      else report('malformed-update', opened);
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
        aheadOfUs: author !== ownAuthor && claims(ownAuthor) > draft.get(subject, ownAuthor),
      });
      draft.raise(subject, author, counter);
      for (const [other, covered] of snapshot.heads) draft.raise(subject, other, covered);
      updates.push({ subject, bytes: snapshot.update });
    }

    /** What was held for these subjects and can be looked at now. */
    function takeReleased(): Incoming[] {
      return draft.all().flatMap(({ subject, author, counter }) => {
        held.dropCovered(subject, author, counter).forEach(release);
        const next = held.takeNext(subject, author, counter + 1);
        next.forEach(({ name }) => release(name));
        return next;
      });
    }

    async function takeDocuments(arrived: readonly Incoming[]): Promise<void> {
      let left = [...arrived];
      while (left.length > 0) {
        const window = left.slice(0, openedAtOnce).filter((incoming) => {
          // A snapshot that is known already still says what the transport covers.
          if (!isCovered(incoming) || (coverage && incoming.envelope.header.kind === 'snapshot')) return true;
          const { author, counter } = incoming.envelope.header;
          coverage?.sawEnvelope(incoming.subject, author, counter);
          report('duplicate', incoming);
          return false;
        });
        const opened = await Promise.all(
          window.map(async (incoming) => [incoming, await open(incoming)] as const),
        );
        for (const [incoming, result] of opened) {
          if (result.ok) await takeOpened(result.value);
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
    const batch = { updates, heads: draft.all(), controlLines, held: [...newlyHeld.values()], released };
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
