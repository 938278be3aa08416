/** Invitations between a host and a guest over a line that others hear and disturb. PROTOCOL.md, Invitation. */
import { expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { bytesToBase64, bytesToHex, sha256Hex, textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { askToJoin, type GuestProgress } from '#core/sync/invitation-guest.ts';
import {
  hostInvitation,
  type Asking,
  type HostProgress,
  type InvitationLine,
} from '#core/sync/invitation-host.ts';
import {
  freshSecret,
  invitationText,
  openHostMessage,
  parseInvitation,
  sealMessage,
  type HostMessage,
  type Invitation,
} from '#core/sync/invitation.ts';
import { createRelayAccount, createRelayUser, signGuest } from '#core/sync/relay-user.ts';

async function makeInvitation(): Promise<Invitation> {
  const user = createRelayUser();
  const expiresAt = new Date(Date.now() + 3_600_000);
  const jwt = await signGuest(createRelayAccount().seed, user.name, 'inv.x', expiresAt);
  return {
    workspace: { id: bytesToHex(randomBytes(32)), controlSecret: randomBytes(32) },
    secret: freshSecret(),
    expiresAt,
    relay: 'wss://relay.example:4443',
    credentials: { seed: user.seed, jwt },
  };
}

/** Everybody on the line hears everything, their own words too. */
function makeLine() {
  const ears = new Set<(bytes: Bytes) => void>();
  const said: Bytes[] = [];
  const open = (): InvitationLine => {
    let own: ((bytes: Bytes) => void) | undefined;
    return {
      send(bytes) {
        said.push(bytes);
        for (const ear of ears) queueMicrotask(() => ear(bytes));
      },
      listen(receive) {
        own = receive;
        ears.add(receive);
      },
      close: async () => void (own && ears.delete(own)),
    };
  };
  return { open, said };
}

const device = 'd'.repeat(64);
const requestOf = (name: string) =>
  JSON.stringify({
    name,
    label: 'Firefox, Linux',
    publicKey: bytesToBase64(randomBytes(91)),
    agreementPoint: bytesToBase64(randomBytes(65)),
    relayUser: createRelayUser().name,
    nonce: bytesToHex(randomBytes(32)),
  });

function makeHost(invitation: Invitation, line: InvitationLine, progress: HostProgress = {}) {
  const asked: Asking[] = [];
  let saved = progress;
  const host = hostInvitation({
    invitation,
    device,
    line,
    progress,
    now: () => new Date(),
    save: async (next) => void (saved = next),
    onAsking: (asking) => asked.push(asking),
  });
  return { ...host, asked, saved: () => saved };
}

function makeGuest(
  invitation: Invitation,
  line: InvitationLine,
  request: string,
  progress: GuestProgress = {},
) {
  const codes: string[] = [];
  let saved = progress;
  const guest = askToJoin({
    invitation,
    line,
    request,
    progress,
    repeatMs: 20,
    save: async (next) => void (saved = next),
    onCode: (code) => codes.push(code),
  });
  return { ...guest, codes, saved: () => saved };
}

const granted = async () => ({ jwt: (await makeInvitation()).credentials.jwt, member: 'm1' });

it('a link says what was put in, and any part of it that is missing or altered makes it none', async () => {
  const invitation = await makeInvitation();
  const text = invitationText(invitation);
  expect(parseInvitation(text)).toEqual(invitation);
  expect(text).toMatch(/^[\w.-]+$/);
  const parts = text.split('.');
  for (let at = 0; at < parts.length; at += 1)
    expect(parseInvitation(parts.toSpliced(at, 1, '').join('.')), `part ${at}`).toBeUndefined();
  const relays = [
    'https://relay.example',
    'wss://a b',
    "wss://a;script-src 'unsafe-inline'",
    'ws://a,ws://b',
  ];
  for (const relay of relays)
    expect(parseInvitation(invitationText({ ...invitation, relay })), relay).toBeUndefined();
});

it('[INV-1] guest and host see the same six digits, and the guest is let in by the host’s word', async () => {
  const invitation = await makeInvitation();
  const line = makeLine();
  const host = makeHost(invitation, line.open());
  const guest = makeGuest(invitation, line.open(), requestOf('Ben'));
  await expect.poll(() => host.asked.length).toBe(1);
  expect(host.asked[0]?.request.name).toBe('Ben');
  expect(host.asked[0]?.code).toMatch(/^\d{3} \d{3}$/);
  expect(guest.codes).toEqual([host.asked[0]?.code]);
  const welcome = await granted();
  await host.welcome(welcome);
  expect(await guest.ended).toMatchObject({ kind: 'welcome', ...welcome });
});

it('[INV-1] a guest takes one challenge only, and a host one request that fits the commitment', async () => {
  const invitation = await makeInvitation();
  const line = makeLine();
  const outside = line.open();
  const host = makeHost(invitation, line.open());
  const request = requestOf('Ben');
  const guest = makeGuest(invitation, line.open(), request);
  await expect.poll(() => guest.codes.length).toBe(1);
  // Somebody who has the link answers in the host's name, and asks with another request.
  const commitment = await sha256Hex(textToBytes(request));
  const challenge = { kind: 'challenge', commitment, challenge: 'e'.repeat(64), device } as const;
  outside.send(await sealMessage(invitation, 'host', challenge));
  outside.send(await sealMessage(invitation, 'guest', { kind: 'request', text: requestOf('Eve') }));
  await host.refuse();
  expect(await guest.ended).toMatchObject({ kind: 'closed', reason: 'refused' });
  expect(guest.codes).toHaveLength(1);
  expect(host.asked.map((asking) => asking.request.name)).toEqual(['Ben']);
});

it('[INV-2] the first who asks is the only one; a second is told that the invitation was used', async () => {
  const invitation = await makeInvitation();
  const line = makeLine();
  const host = makeHost(invitation, line.open());
  const first = makeGuest(invitation, line.open(), requestOf('Ben'));
  await expect.poll(() => host.asked.length).toBe(1);
  const second = makeGuest(invitation, line.open(), requestOf('Eve'));
  expect(await second.ended).toMatchObject({ kind: 'closed', reason: 'used' });
  await host.welcome(await granted());
  expect((await first.ended).kind).toBe('welcome');
  const late = makeGuest(invitation, line.open(), requestOf('Eve'));
  expect(await late.ended).toMatchObject({ kind: 'closed', reason: 'used' });
});

it('[INV-2] nobody is heard after the invitation expired', async () => {
  const invitation = { ...(await makeInvitation()), expiresAt: new Date(Date.now() - 1) };
  const line = makeLine();
  const host = makeHost(invitation, line.open());
  const guest = makeGuest(invitation, line.open(), requestOf('Ben'));
  expect(await guest.ended).toMatchObject({ kind: 'closed', reason: 'expired' });
  expect(host.asked).toEqual([]);
});

it('[INV-3] both go on where they were after a reload, with the same digits', async () => {
  const invitation = await makeInvitation();
  const request = requestOf('Ben');
  const line = makeLine();
  const [hostLine, guestLine] = [line.open(), line.open()];
  const host = makeHost(invitation, hostLine);
  const guest = makeGuest(invitation, guestLine, request);
  await expect.poll(() => host.asked.length).toBe(1);
  guest.stop();
  await hostLine.close();
  await guestLine.close();
  const later = makeHost(invitation, line.open(), host.saved());
  await expect.poll(() => later.asked.length).toBe(1);
  // The answer is given while the guest is away, and said again when it comes back.
  const welcome = await granted();
  await later.welcome(welcome);
  const again = makeGuest(invitation, line.open(), request, guest.saved());
  expect(await again.ended).toMatchObject({ kind: 'welcome', ...welcome });
  expect(again.codes).toEqual(guest.codes);
  expect(later.asked[0]?.code).toBe(guest.codes[0]);
});

it('[INV-4] without the secret a message says nothing and changes nothing', async () => {
  const [invitation, other] = [await makeInvitation(), await makeInvitation()];
  const line = makeLine();
  const outside = line.open();
  const host = makeHost(invitation, line.open());
  const request = requestOf('Ben');
  const guest = makeGuest(invitation, line.open(), request);
  await expect.poll(() => host.asked.length).toBe(1);
  const commitment = await sha256Hex(textToBytes(request));
  const refused: HostMessage = { kind: 'closed', commitment, reason: 'refused' };
  const heard = [...line.said];
  for (const bytes of heard) expect(await openHostMessage(other, bytes)).toBeUndefined();
  const foreign = [
    new Uint8Array(),
    randomBytes(12),
    randomBytes(500),
    randomBytes(20_000),
    await sealMessage(other, 'host', refused),
    await sealMessage({ ...other, secret: invitation.secret }, 'host', refused),
    // The guest's own words, sent back as the host's.
    ...heard,
  ];
  for (const bytes of foreign) outside.send(bytes);
  await host.welcome(await granted());
  expect((await guest.ended).kind).toBe('welcome');
  expect(host.asked).toHaveLength(1);
});
