/** Invitations between a host and a guest over a line that others hear and disturb. PROTOCOL.md, Invitation. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import {
  bytesToBase64,
  bytesToHex,
  joinBytes,
  sha256Hex,
  textToBytes,
  type Bytes,
} from '#core/shared/bytes.ts';
import { openFolderLine } from '#core/sync/folder-line.ts';
import { askToJoin, type GuestProgress } from '#core/sync/invitation-guest.ts';
import {
  hostInvitation,
  type Asking,
  type HostProgress,
  type InvitationLine,
} from '#core/sync/invitation-host.ts';
import {
  freshSecret,
  invitationSubject,
  invitationText,
  openHostMessage,
  parseInvitation,
  sealMessage,
  type HostMessage,
  type Invitation,
} from '#core/sync/invitation.ts';
import { isRequestFile, openRequestFile, requestCode, sealRequestFile } from '#core/sync/request-file.ts';
import { createRelayAccount, createRelayUser, signGuest } from '#core/sync/relay-user.ts';
import { nodeDirectory } from '../contracts/node-files.ts';

async function makeInvitation() {
  const user = createRelayUser();
  const expiresAt = new Date(Date.now() + 3_600_000);
  const jwt = await signGuest(createRelayAccount().seed, user.name, 'inv.x', expiresAt);
  return {
    workspace: { id: bytesToHex(randomBytes(32)), controlSecret: randomBytes(32) },
    secret: freshSecret(),
    expiresAt,
    way: 'relay' as const,
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

it('a link without a relay says whether a folder or files, and nothing else', async () => {
  const { relay: _, credentials: __, ...common } = await makeInvitation();
  for (const way of ['folder', 'file'] as const) {
    const invitation = { ...common, way };
    const text = invitationText(invitation);
    expect(parseInvitation(text)).toEqual(invitation);
    for (const other of [
      text.replace(way, 'pigeon'),
      `${text}.more`,
      text.replace(/^2/, '3'),
      text.slice(0, -1),
    ])
      expect(parseInvitation(other), other).toBeUndefined();
  }
});

it('[INV-5] a request by a file opens with the invitation that it was made with, and with no other', async () => {
  const [invitation, other] = [await makeInvitation(), await makeInvitation()];
  const request = requestOf('Ben');
  const file = await sealRequestFile(invitation, request);
  expect(isRequestFile(file)).toBe(true);
  expect(await openRequestFile(invitation, file)).toBe(request);
  expect(await openRequestFile(other, file)).toBeUndefined();
  for (const wrong of [file.slice(0, -1), file.slice(1), new Uint8Array(), new Uint8Array(100_000)])
    expect(await openRequestFile(invitation, wrong)).toBeUndefined();
  for (let at = 0; at < file.length; at += 7) {
    const flipped = file.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(await openRequestFile(invitation, flipped), `byte ${at}`).toBeUndefined();
  }
  // What the host says does not come back as a request.
  const word = await sealMessage(invitation, 'host', {
    kind: 'closed',
    commitment: 'a'.repeat(64),
    reason: 'used',
  });
  expect(await openRequestFile(invitation, joinBytes(file.slice(0, 18), word))).toBeUndefined();
});

it('[INV-5] the code of a request by a file has 24 digits, and another request or workspace has another', async () => {
  const { workspace } = await makeInvitation();
  const request = requestOf('Ben');
  const code = await requestCode(workspace.id, request);
  expect(code).toMatch(/^(\d{4} ){5}\d{4}$/);
  expect(await requestCode(workspace.id, request)).toBe(code);
  expect(await requestCode(workspace.id, requestOf('Ben'))).not.toBe(code);
  expect(await requestCode('0'.repeat(64), request)).not.toBe(code);
});

it('guest and host meet through a folder, go on after a reload, and the host clears it', async () => {
  const path = mkdtempSync(join(tmpdir(), 'exhibit-line-'));
  const directory = nodeDirectory(path);
  const invitation = await makeInvitation();
  const subject = await invitationSubject(invitation.secret);
  const open = () => openFolderLine(directory, subject, 10);
  const guestLine = await open();
  const request = requestOf('Ben');
  const guest = makeGuest(invitation, guestLine, request);
  const files = () => readdirSync(join(path, 'invitations'));
  // Said again and again until it is heard, and stored once.
  await expect.poll(() => files().length).toBe(1);
  const hostLine = await open();
  const host = makeHost(invitation, hostLine);
  await expect.poll(() => host.asked.length).toBe(1);
  expect(guest.codes).toEqual([host.asked[0]?.code]);
  guest.stop();
  await guestLine.close();
  await hostLine.close();
  // What is no message, is cut off, or is too large is passed over.
  writeFileSync(join(path, 'invitations', `${subject}.${'0'.repeat(32)}`), new Uint8Array(90));
  writeFileSync(join(path, 'invitations', `${subject}.${'1'.repeat(32)}`), new Uint8Array(20_000));
  writeFileSync(join(path, 'invitations', 'desktop.ini'), 'x');
  const [again, theirs] = [await open(), await open()];
  const later = makeHost(invitation, again, host.saved());
  const asking = makeGuest(invitation, theirs, request, guest.saved());
  await later.welcome({ member: 'm1' });
  expect(await asking.ended).toMatchObject({ kind: 'welcome', member: 'm1' });
  asking.stop();
  await again.close();
  await theirs.close();
  await again.clear?.();
  expect(files()).toEqual(['desktop.ini']);
  rmSync(path, { recursive: true });
});
