/** The link by which somebody is asked into a workspace, and the messages that follow it. PROTOCOL.md, Invitation. */
import * as v from 'valibot';
import { decrypt, deriveKey, encrypt, nonceBytes, randomBytes, secretBytes } from '../crypto/secret-key.ts';
import { bytesToHex, bytesToText, hexToBytes, joinBytes, sha256Hex, textToBytes } from '../shared/bytes.ts';
import type { Bytes } from '../shared/bytes.ts';
import { isRelayAddress } from './relay-address.ts';
import type { RelayCredentials } from './relay-user.ts';
import type { WorkspaceReference } from './workspace-control.ts';

/** Where the people meet: a relay, a folder that both can open, or files that are carried by hand. */
export const meetingWays = ['relay', 'folder', 'file'] as const;
export type MeetingWay = (typeof meetingWays)[number];

export type Invitation = {
  workspace: WorkspaceReference;
  /** Random; who has it may ask to be let in. */
  secret: Bytes;
  expiresAt: Date;
  way: MeetingWay;
  /** Address of the relay, and what is good there for the invitation's own subject and nothing else until it expires. */
  relay?: string | undefined;
  credentials?: RelayCredentials | undefined;
};

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const jwt = v.pipe(v.string(), v.maxLength(4_000), v.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/));
const seed = v.pipe(v.string(), v.regex(/^S[A-Z2-7]{57}$/));

/** What stands behind the `#` of the link: letters, digits, and `.-_`, so that no program that carries it changes it. */
export function invitationText(invitation: Invitation): string {
  const { workspace, secret, expiresAt, way, relay, credentials } = invitation;
  const common = [
    workspace.id,
    bytesToHex(workspace.controlSecret),
    bytesToHex(secret),
    String(expiresAt.getTime()),
  ];
  if (!relay || !credentials) return ['2', ...common, way].join('.');
  return ['1', ...common, bytesToHex(textToBytes(relay)), credentials.seed, credentials.jwt].join('.');
}

const commonParts = {
  id: hex,
  controlSecret: hex,
  secret: hex,
  expires: v.pipe(v.string(), v.regex(/^\d{13}$/)),
};
const relaySchema = v.object({
  ...commonParts,
  relay: v.pipe(v.string(), v.maxLength(1_000), v.regex(/^(?:[0-9a-f]{2})+$/)),
  seed,
  jwt,
});

const withoutRelaySchema = v.object({ ...commonParts, way: v.picklist(['folder', 'file']) });

const commonOf = ({ id, controlSecret, secret, expires }: Record<keyof typeof commonParts, string>) => ({
  workspace: { id, controlSecret: hexToBytes(controlSecret) },
  secret: hexToBytes(secret),
  expiresAt: new Date(Number(expires)),
});

/** Undefined when the text is no invitation, is cut off, or is of a later version. */
export function parseInvitation(text: string): Invitation | undefined {
  const [version, id, controlSecret, secret, expires, place, ...rest] = text.split('.');
  const common = { id, controlSecret, secret, expires };
  if (version === '2') {
    const parsed = v.safeParse(withoutRelaySchema, { ...common, way: place });
    if (!parsed.success || rest.length > 0) return undefined;
    return { ...commonOf(parsed.output), way: parsed.output.way };
  }
  if (version !== '1') return undefined;
  const [seedText, ...jwtParts] = rest;
  const parsed = v.safeParse(relaySchema, {
    ...common,
    relay: place,
    seed: seedText,
    jwt: jwtParts.join('.'),
  });
  if (!parsed.success) return undefined;
  const relay = bytesToText(hexToBytes(parsed.output.relay));
  if (!isRelayAddress(relay)) return undefined;
  const credentials = { seed: parsed.output.seed, jwt: parsed.output.jwt };
  return { ...commonOf(parsed.output), way: 'relay', relay, credentials };
}

/** The subject on which the two talk; only who has the secret can name it. */
export const invitationSubject = async (secret: Bytes): Promise<string> =>
  `inv.${(await sha256Hex(joinBytes(textToBytes('exhibit-invitation-subject/1|'), secret))).slice(0, 32)}`;

const name = v.pipe(v.string(), v.maxLength(200));
const base64 = v.pipe(v.string(), v.maxLength(400), v.regex(/^[A-Za-z0-9+/]+={0,2}$/));

const requestSchema = v.strictObject({
  name,
  label: name,
  /** SPKI and curve point of the device that wants to be let in, base64. */
  publicKey: base64,
  agreementPoint: base64,
  relayUser: v.pipe(v.string(), v.regex(/^U[A-Z2-7]{55}$/)),
  /** Random: what the commitment hides must not be guessed. */
  nonce: hex,
});
export type JoinRequest = v.InferOutput<typeof requestSchema>;

/** Undefined when the text is no request. */
export function parseJoinRequest(text: string): JoinRequest | undefined {
  try {
    const parsed = v.safeParse(requestSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

const guestSchema = v.variant('kind', [
  v.object({ kind: v.literal('hello'), commitment: hex }),
  v.object({ kind: v.literal('request'), text: v.pipe(v.string(), v.maxLength(4_000)) }),
]);
const hostSchema = v.variant('kind', [
  v.object({ kind: v.literal('challenge'), commitment: hex, challenge: hex, device: hex }),
  v.object({
    kind: v.literal('welcome'),
    commitment: hex,
    /** What the guest connects to the relay with. */
    jwt: v.optional(jwt),
    member: v.pipe(v.string(), v.maxLength(64)),
    /** For an owner, who lets others in. */
    accountSeed: v.optional(seed),
  }),
  v.object({
    kind: v.literal('closed'),
    commitment: hex,
    reason: v.picklist(['used', 'refused', 'expired']),
  }),
]);
export type GuestMessage = v.InferOutput<typeof guestSchema>;
export type HostMessage = v.InferOutput<typeof hostSchema>;

type Side = 'guest' | 'host';
/** Of a sealed message. */
export const mostMessageBytes = 16 * 1024;

const keyOf = (invitation: Pick<Invitation, 'workspace' | 'secret'>, side: Side) =>
  deriveKey(invitation.secret, `exhibit-invitation/1|${invitation.workspace.id}|${side}`);
const contextOf = ({ workspace }: Pick<Invitation, 'workspace'>, side: Side) =>
  textToBytes(`exhibit-invitation/1|${workspace.id}|${side}`);

/** What one side says, encrypted under the link's secret: nonce(12) ciphertext. */
export async function sealMessage(
  invitation: Pick<Invitation, 'workspace' | 'secret'>,
  side: Side,
  message: GuestMessage | HostMessage,
): Promise<Bytes> {
  const nonce = randomBytes(nonceBytes);
  const plain = textToBytes(JSON.stringify(message));
  return joinBytes(
    nonce,
    await encrypt(await keyOf(invitation, side), nonce, plain, contextOf(invitation, side)),
  );
}

async function openMessage(
  invitation: Pick<Invitation, 'workspace' | 'secret'>,
  side: Side,
  bytes: Bytes,
): Promise<unknown> {
  if (bytes.length <= nonceBytes || bytes.length > mostMessageBytes) return undefined;
  const plain = await decrypt(
    await keyOf(invitation, side),
    bytes.slice(0, nonceBytes),
    bytes.slice(nonceBytes),
    contextOf(invitation, side),
  );
  try {
    return plain && JSON.parse(bytesToText(plain));
  } catch {
    return undefined;
  }
}

/** Undefined for everything that the guest did not say, such as the host's own words, which come back on the same subject. */
export async function openGuestMessage(
  invitation: Pick<Invitation, 'workspace' | 'secret'>,
  bytes: Bytes,
): Promise<GuestMessage | undefined> {
  const parsed = v.safeParse(guestSchema, await openMessage(invitation, 'guest', bytes));
  return parsed.success ? parsed.output : undefined;
}

export async function openHostMessage(
  invitation: Pick<Invitation, 'workspace' | 'secret'>,
  bytes: Bytes,
): Promise<HostMessage | undefined> {
  const parsed = v.safeParse(hostSchema, await openMessage(invitation, 'host', bytes));
  return parsed.success ? parsed.output : undefined;
}

/**
 * Six digits that both people see and compare by voice. The guest committed to its request before it saw the challenge, and the host made
 * the challenge before it saw the request, so nobody between them can search for one that gives the same digits.
 */
export async function invitationCode(
  workspace: string,
  hostDevice: string,
  challenge: string,
  request: string,
): Promise<string> {
  const hash = await sha256Hex(
    textToBytes(`exhibit-invitation-code/1|${workspace}|${hostDevice}|${challenge}|${request}`),
  );
  const digits = String(Number.parseInt(hash.slice(0, 12), 16) % 1_000_000).padStart(6, '0');
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}

/** Random bytes for a secret, a challenge or a nonce. */
export const freshSecret = (): Bytes => randomBytes(secretBytes);
