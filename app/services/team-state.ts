/** What the worker that keeps the team in step and the tabs say to each other. Both are of one build, so nothing is parsed. */
import type { Role } from '#core/sync/control-entry.ts';
import type { MeetingWay } from '#core/sync/invitation.ts';
import type { RefusalKind } from '#core/sync/refusal.ts';
import type { ReplicaNotice } from '#core/sync/replica.ts';
import type { SharedDiscard, SharedStamp } from '#core/sync/shared-evidence.ts';

export type TeamProblem = {
  kind: 'offline' | 'refused' | 'full' | 'went-back' | 'too-large' | 'may-not-write' | 'storage';
  reason: string;
};

export type TeamMemberView = {
  id: string;
  name: string;
  role: Role;
  removed: boolean;
  devices: {
    fingerprint: string;
    label: string;
    removed: boolean;
    /** When it or its member was removed (ISO 8601, UTC); undefined while both are there. */
    removedAt: string | undefined;
    own: boolean;
    /** What the relay's administrator cuts it off by; known where it was let in. */
    relayUser: string | undefined;
  }[];
};

export type InvitationView = {
  id: string;
  /** What stands behind the app's address and `#/team/`. */
  text: string;
  /** Undefined when it is for another device of the same member. */
  role: Role | undefined;
  name: string;
  expiresAt: Date;
  /** `open`: nobody came; `asking`: somebody waits for a yes, with the code to compare. */
  state: 'open' | 'asking' | 'used' | 'refused' | 'expired';
  guest?: { name: string; label: string; code: string };
};

/** Who is here now and in which part of the app: the fragment of their address. */
export type PresentMember = { device: string; name: string; place: string; caret: TextPlace | undefined };

/** A cursor in a shared text: the name of the text in the workspace's document, and a Yjs relative position in base64. */
export type TextPlace = { text: string; at: string };

/** `link` is `connecting` until the relay has answered for the first time. */
export type TeamLink = {
  link: 'connecting' | 'offline' | 'catching-up' | 'in-step';
  /** Own changes that the relay did not acknowledge. */
  waiting: number;
  problem: TeamProblem | undefined;
  /** Since when nothing waits and everything is read; undefined while that is not so. */
  inStepSince: Date | undefined;
};

/** An exhibit of another member that is not whole on this device. `title` is empty and `totalBytes` 0 until its record came. */
export type ArrivingExhibit = {
  id: string;
  title: string;
  receivedBytes: number;
  totalBytes: number;
  /** `not-there`: the relay lacks a piece. `damaged`: what came is not what was sealed. `storage`: this device could not store it. */
  problem: 'not-there' | 'damaged' | 'storage' | undefined;
};

export type EvidenceTraffic = {
  /** Exhibits of this device that are not on the relay whole. */
  toSend: number;
  /** Exhibits of this device that cannot be sent: a file of theirs is not here, or is damaged. */
  unsendable: number;
  /** Whether everything that others shared about devices' logs was read since the relay answered. */
  logsRead: boolean;
  arriving: readonly ArrivingExhibit[];
  /** What members discarded, by exhibit: when, and in whose name and from which device. */
  discarded: ReadonlyMap<string, SharedDiscard>;
};

/** What a replica refused, by whom and why; `times` of it since this worker began. */
export type RefusalView = {
  kind: RefusalKind;
  subject: string;
  /** Name of the member and label of the device whose name the envelope bore; empty when nobody known. */
  by: string;
  times: number;
  last: Date;
};

/** What somebody should know of what happened; see ReplicaNotice. `worker-ended`: the browser ended the worker, and a tab started this one. */
export type NoticeView = { kind: ReplicaNotice['kind'] | 'worker-ended'; by: string; at: Date };

export type TeamState =
  | { kind: 'alone' }
  /** What is stored of the team cannot be read or written; the workspace itself is not touched by it. */
  | { kind: 'unreadable'; reason: string }
  | { kind: 'prepared'; account: string; relay: string }
  | ({ kind: 'founding'; account: string; relay: string } & TeamLink)
  | ({
      kind: 'joining';
      way: MeetingWay;
      relay: string;
      code: string | undefined;
      closed: 'used' | 'refused' | 'expired' | undefined;
    } & TeamLink)
  | ({
      kind: 'shared';
      way: MeetingWay;
      /** Its address; empty where the members meet in another way. */
      relay: string;
      /** The name of the folder where they meet; empty where they do not. */
      folder: string;
      /** The workspace's account on the relay; undefined where its key is not. */
      account: string | undefined;
      /** This device in the control log; undefined until the log was read. */
      own: { member: string; role: Role; removed: boolean } | undefined;
      mayWrite: boolean;
      mayInvite: boolean;
      members: TeamMemberView[];
      invitations: InvitationView[];
      present: PresentMember[];
      evidence: EvidenceTraffic;
      refusals: readonly RefusalView[];
      notices: readonly NoticeView[];
    } & TeamLink);

export type InviteWish = { kind: 'own-device' } | { kind: 'member'; role: Role; name: string };

export type TeamCommand =
  | { kind: 'invite'; wish: InviteWish; hours: number }
  | { kind: 'let-in' | 'turn-away' | 'withdraw'; invitation: string }
  | { kind: 'give-role'; member: string; role: Role }
  | { kind: 'remove-member'; member: string }
  | { kind: 'remove-device'; device: string }
  /** A file that somebody brought: an exchange file, or a request to be let in. Answered by a FileReport. */
  | { kind: 'take-file'; file: Blob }
  /** An exchange file with everything, or with what `given` lacks. Answered by a Blob. */
  | { kind: 'make-file'; given?: Blob }
  | { kind: 'retry' }
  /** What was refused and what happened has been read. */
  | { kind: 'clear-incidents' };

/** What a file that somebody brought held. */
export type FileReport =
  | { kind: 'unreadable' | 'not-let-in' }
  /** Asks to be let in by an invitation of this device; `unknown-request` when by none that is open. */
  | { kind: 'request'; name: string; label: string }
  | { kind: 'unknown-request' }
  | {
      kind: 'exchange';
      /** Whether anything changed in the workspace or its comments, and whose changes came. */
      changed: boolean;
      from: readonly string[];
      /** Names of who is a member since then. */
      members: readonly string[];
      exhibits: number;
      /** Exhibits that are named and not whole in this file. */
      missing: number;
      /** What was refused and is shown with the reason. */
      refused: number;
      /** Changes that rest on others which are not in this file. */
      early: number;
    };

export type ToWorker =
  /** `again`: the worker before this one ended unasked. */
  | { kind: 'hello'; stateVector: Uint8Array; again: boolean }
  | { kind: 'update'; bytes: Uint8Array }
  /** Of the comments that stand beside the workspace's document. */
  | { kind: 'note'; bytes: Uint8Array }
  | { kind: 'here'; place: string; caret: TextPlace | undefined }
  | { kind: 'flush' }
  | { kind: 'bye' }
  | { kind: 'command'; number: number; command: TeamCommand }
  | { kind: 'stop' };

export type FromWorker =
  | { kind: 'update'; bytes: Uint8Array }
  | { kind: 'note'; bytes: Uint8Array }
  /** Timestamps of other members; nothing about them was checked. */
  | { kind: 'stamps'; stamps: readonly SharedStamp[] }
  /** Send me what I lack. */
  | { kind: 'want'; stateVector: Uint8Array }
  /** Send me the comments that were written in your tab. */
  | { kind: 'want-notes' }
  | { kind: 'state'; state: TeamState }
  | { kind: 'done'; number: number; failed?: string; answer?: FileReport | Blob }
  | { kind: 'stopped' };
