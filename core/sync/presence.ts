/** Who is here: signed and encrypted like everything else, stored nowhere. PROTOCOL.md, REP-8. */
import type { Signer } from '../crypto/device-key.ts';
import type { Bytes } from '../shared/bytes.ts';
import { parseEnvelope } from './envelope.ts';
import { writeRefusal } from './may-write.ts';
import type { Refusal, RefusalKind } from './refusal.ts';
import { isSignedBy, openBody, sealEnvelope } from './seal-envelope.ts';
import type { Delivery, Transport } from './transport.ts';
import { subjectKind } from './subject.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** `device` is the fingerprint of who announced it. */
export type PresenceMessage = { subject: string; device: string; member: string; body: Bytes };

export const largestPresence = 16 * 1024;

export type Presence = {
  /** Throws when the body is larger than 16 KiB: the app chose it. */
  announce: (transport: Transport, subject: string, body: Bytes) => Promise<void>;
  hear: (delivery: Delivery) => Promise<void>;
};

export function createPresence(
  access: WorkspaceAccess,
  signer: Signer,
  now: () => Date,
  listener: (message: PresenceMessage) => void,
  refuse: (refusal: Refusal) => void,
): Presence {
  const last = new Map<string, number>();
  let ownCounter = 0;

  async function judge({ subject, envelope: bytes }: Delivery): Promise<RefusalKind | PresenceMessage> {
    if (subjectKind(subject) !== 'presence') return 'wrong-place';
    if (bytes.length > largestPresence * 2) return 'too-large';
    const parsed = parseEnvelope(bytes, { workspace: access.workspace.id, subject });
    if (!parsed.ok) return parsed.error.kind;
    const { author, counter } = parsed.value.header;
    const device = access.deviceOf(author);
    const state = access.state();
    if (!device || !state) return 'unknown-device';
    const place = `${subject}|${author}`;
    if (counter <= (last.get(place) ?? 0)) return 'duplicate';
    const refusal = writeRefusal(state, device, subject, counter);
    if (refusal) return refusal;
    if (!(await isSignedBy(parsed.value, device.publicKeySpki))) return 'bad-signature';
    const body = await openBody(parsed.value, access.keyring, subject);
    if (!body.ok) return body.error.kind;
    if (counter <= (last.get(place) ?? 0)) return 'duplicate';
    last.set(place, counter);
    return { subject, device: device.fingerprint, member: device.member, body: body.value };
  }

  return {
    async announce(transport, subject, body) {
      if (body.length > largestPresence) throw new Error('presence: expected at most 16 KiB.');
      if (!access.mayWrite(subject)) return;
      ownCounter = Math.max(ownCounter + 1, now().getTime());
      const wish = {
        kind: 'presence',
        generation: access.keyring.newest(),
        counter: ownCounter,
        body,
      } as const;
      const where = { workspace: access.workspace.id, subject };
      const envelope = await sealEnvelope(signer, access.keyring, where, wish);
      if (envelope.ok) transport.announce(subject, envelope.value);
    },
    async hear(delivery) {
      const judged = await judge(delivery);
      if (typeof judged !== 'string') listener(judged);
      else refuse({ kind: judged, subject: delivery.subject });
    },
  };
}
