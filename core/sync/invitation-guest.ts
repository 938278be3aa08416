/** The side of an invitation that asks to be let in. PROTOCOL.md, Invitation. */
import { sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import {
  invitationCode,
  openHostMessage,
  sealMessage,
  type GuestMessage,
  type HostMessage,
  type Invitation,
} from './invitation.ts';
import type { InvitationLine } from './invitation-host.ts';

/** Stored, so that a reload goes on with the same code. */
export type GuestProgress = { challenge?: string; device?: string };

export type Welcome = Extract<HostMessage, { kind: 'welcome' }>;
export type JoinEnd = Welcome | Extract<HostMessage, { kind: 'closed' }>;

type GuestParts = {
  invitation: Pick<Invitation, 'workspace' | 'secret'>;
  line: InvitationLine;
  /** The request, JSON: see JoinRequest. */
  request: string;
  progress: GuestProgress;
  /** Milliseconds between two tries; messages may get lost. */
  repeatMs: number;
  save: (progress: GuestProgress) => Promise<void>;
  onCode: (code: string) => void;
};

/** Asks until the host gives its last word. `stop` ends the asking; the promise then stays open. */
export function askToJoin(parts: GuestParts): { ended: Promise<JoinEnd>; stop: () => void } {
  const { invitation, line, request, repeatMs, save, onCode } = parts;
  let { progress } = parts;
  const ended = Promise.withResolvers<JoinEnd>();
  const committed = sha256Hex(textToBytes(request));
  let handling: Promise<unknown> = Promise.resolve();
  /** Sealed once: on a line that keeps what is said, the same words again are no second message. */
  const sealed = new Map<GuestMessage['kind'], Promise<Bytes>>();

  function seal(message: GuestMessage): Promise<Bytes> {
    const bytes = sealed.get(message.kind) ?? sealMessage(invitation, 'guest', message);
    sealed.set(message.kind, bytes);
    return bytes;
  }

  async function say(): Promise<void> {
    const commitment = await committed;
    const wish: GuestMessage =
      progress.challenge === undefined ? { kind: 'hello', commitment } : { kind: 'request', text: request };
    line.send(await seal(wish));
  }

  async function showCode(): Promise<void> {
    const { challenge, device } = progress;
    if (challenge === undefined || device === undefined) return;
    onCode(await invitationCode(invitation.workspace.id, device, challenge, request));
  }

  async function hear(bytes: Bytes): Promise<void> {
    const message = await openHostMessage(invitation, bytes);
    if (!message || message.commitment !== (await committed)) return;
    if (message.kind !== 'challenge') return ended.resolve(message);
    // The first one counts: a second would let somebody try out codes.
    if (progress.challenge !== undefined) return;
    progress = { challenge: message.challenge, device: message.device };
    await save(progress);
    await showCode();
    await say();
  }

  line.listen((bytes) => {
    handling = handling.then(() => hear(bytes)).catch(() => undefined);
  });
  void showCode();
  void say();
  const timer = setInterval(() => void say(), repeatMs);
  const stop = () => clearInterval(timer);
  void ended.promise.then(stop);
  return { ended: ended.promise, stop };
}
