/** The side of an invitation that lets somebody in: an owner's device. PROTOCOL.md, Invitation. */
import { bytesToHex, sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import {
  freshSecret,
  invitationCode,
  openGuestMessage,
  parseJoinRequest,
  sealMessage,
} from './invitation.ts';
import type { HostMessage, Invitation, JoinRequest } from './invitation.ts';

/** Carries messages of one invitation; they may get lost, come twice, and come from anybody who has the link. */
export type InvitationLine = {
  send: (bytes: Bytes) => void;
  listen: (receive: (bytes: Bytes) => void) => void;
  close: () => Promise<void>;
  /** Takes away what was said, where the line keeps it. */
  clear?: () => Promise<void>;
};

/** What the host knows of an invitation after the link was made; stored, so that a reload does not lose who asked. */
export type HostProgress = {
  commitment?: string;
  challenge?: string;
  /** The guest's request as it stands under the commitment. */
  request?: string;
  /** The last word: the same for whoever asks again. */
  answer?: HostMessage;
};

export type Asking = { request: JoinRequest; code: string };

type HostParts = {
  invitation: Pick<Invitation, 'workspace' | 'secret' | 'expiresAt'>;
  /** Fingerprint of the host's own device. */
  device: string;
  line: InvitationLine;
  progress: HostProgress;
  now: () => Date;
  /** Resolves when it is stored. */
  save: (progress: HostProgress) => Promise<void>;
  onAsking: (asking: Asking) => void;
};

export type InvitationHost = ReturnType<typeof hostInvitation>;

/** Answers on the line until it is closed. The first who asks is the only one who is heard. */
export function hostInvitation(parts: HostParts) {
  const { invitation, device, line, now, save, onAsking } = parts;
  let { progress } = parts;
  let handling: Promise<unknown> = Promise.resolve();

  const say = async (message: HostMessage) => line.send(await sealMessage(invitation, 'host', message));

  async function tell(): Promise<void> {
    const { challenge, request: text } = progress;
    const request = text === undefined ? undefined : parseJoinRequest(text);
    if (!request || challenge === undefined || text === undefined) return;
    onAsking({ request, code: await invitationCode(invitation.workspace.id, device, challenge, text) });
  }

  async function hello(commitment: string): Promise<void> {
    if (now() >= invitation.expiresAt) return say({ kind: 'closed', commitment, reason: 'expired' });
    if (progress.commitment !== undefined && progress.commitment !== commitment)
      return say({ kind: 'closed', commitment, reason: 'used' });
    if (progress.answer) return say(progress.answer);
    if (progress.challenge === undefined) {
      progress = { commitment, challenge: bytesToHex(freshSecret()) };
      await save(progress);
    }
    return say({ kind: 'challenge', commitment, challenge: progress.challenge ?? '', device });
  }

  async function asked(text: string): Promise<void> {
    const commitment = await sha256Hex(textToBytes(text));
    if (commitment !== progress.commitment || progress.challenge === undefined) return;
    if (progress.answer) return say(progress.answer);
    if (progress.request !== undefined || !parseJoinRequest(text)) return;
    progress = { ...progress, request: text };
    await save(progress);
    await tell();
  }

  async function hear(bytes: Bytes): Promise<void> {
    const message = await openGuestMessage(invitation, bytes);
    if (message?.kind === 'hello') await hello(message.commitment);
    if (message?.kind === 'request') await asked(message.text);
  }

  async function finish(answer: HostMessage): Promise<void> {
    progress = { ...progress, answer };
    await save(progress);
    await say(answer);
  }

  // One after the other: two greetings at once must not get two challenges.
  line.listen((bytes) => {
    handling = handling.then(() => hear(bytes)).catch(() => undefined);
  });
  void tell();

  return {
    /** Tells the guest that its device is in the control log, and by what it may connect where that takes something. */
    welcome: (granted: { jwt?: string; member: string; accountSeed?: string }): Promise<void> =>
      finish({ kind: 'welcome', commitment: progress.commitment ?? '', ...granted }),
    refuse: (): Promise<void> =>
      finish({ kind: 'closed', commitment: progress.commitment ?? '', reason: 'refused' }),
  };
}
