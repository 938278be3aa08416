/** A member in Node: the real replica over an unruly transport, let in by a real invitation. */
import type { Connection } from '#core/sync/replica.ts';
import { bytesToBase64, bytesToHex } from '#core/shared/bytes.ts';
import { askToJoin } from '#core/sync/invitation-guest.ts';
import { freshSecret, invitationSubject, parseInvitation } from '#core/sync/invitation.ts';
import { connectNats } from '#core/sync/nats-transport.ts';
import { authenticatorOf, openInvitationLine } from '#core/sync/nats-users.ts';
import { createRelayUser } from '#core/sync/relay-user.ts';
import type { Transport } from '#core/sync/transport.ts';
import { makeEdits, makeNote, notesState, wholeState } from '../journeys/random-edits.ts';
import { unruly } from '../relay/unruly-transport.ts';
import { makeDevice, openOn } from '../sync/people.ts';
import { cutFor, editsPerCall, type SoakMember } from './soak-member.ts';
import type { CutLine } from './cut-line.ts';

const subject = 'doc.workspace';
const notesSubject = 'note.workspace';

/** `letIn` is called once the code is there to be compared. */
export async function joinInNode(
  name: string,
  link: string,
  line: CutLine,
  random: () => number,
  letIn: () => Promise<void>,
): Promise<SoakMember> {
  const invitation = parseInvitation(link);
  if (!invitation?.relay || !invitation.credentials) throw new Error('expected an invitation over the relay');
  const { workspace, secret, relay, credentials } = invitation;
  const device = await makeDevice(name);
  const user = createRelayUser();
  const request = JSON.stringify({
    name,
    label: 'Node',
    publicKey: bytesToBase64(device.signer.publicKeySpki),
    agreementPoint: bytesToBase64(device.agreement.publicPoint),
    relayUser: user.name,
    nonce: bytesToHex(freshSecret()),
  });
  const talk = await openInvitationLine(relay, credentials, await invitationSubject(secret));
  const asking = askToJoin({
    invitation,
    line: talk,
    request,
    progress: {},
    repeatMs: 1_000,
    save: async () => undefined,
    onCode: () => void letIn(),
  });
  const end = await asking.ended;
  await talk.close();
  if (end.kind !== 'welcome' || end.jwt === undefined) throw new Error('expected to be let in');
  const authenticator = authenticatorOf({ seed: user.seed, jwt: end.jwt });

  const open = () => openOn(device, workspace, {}, { batchMs: 250, retryMostMs: 3_000 });
  let replica = await open();
  let document = await replica.document(subject);
  let notes = await replica.document(notesSubject);
  let transport: Transport;
  let connection: Connection;
  async function connect(): Promise<void> {
    for (;;)
      try {
        const options = { servers: [line.url], authenticator, user: user.name, timeoutMs: 10_000 };
        transport = unruly(await connectNats(options), random);
        break;
      } catch {
        // The relay is down just now.
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    connection = replica.connect(transport);
  }
  async function disconnect(): Promise<void> {
    await connection.close();
    await transport.close();
  }
  await connect();
  /** Resolves when a replica is open: what is written in one that was closed is written nowhere. */
  let opened: Promise<unknown> = Promise.resolve();

  async function openAgain(): Promise<void> {
    await replica.close();
    replica = await open();
    document = await replica.document(subject);
    notes = await replica.document(notesSubject);
  }

  return {
    name,
    async edit(as, seed) {
      await opened;
      const words = [...makeEdits(document, as, editsPerCall, seed), makeNote(notes, as)];
      // What is said to the store after them is answered after them.
      await device.store.waiting();
      return words;
    },
    disturbances: {
      offline: () => cutFor(line, 2_000 + random() * 6_000),
      async reload() {
        await disconnect();
        opened = openAgain();
        await opened;
        await connect();
      },
      compact: async () => void (await replica.compact(subject)),
    },
    isInStep: async () => {
      const { link, waiting, held, problem } = replica.state();
      return link === 'in-step' && waiting === 0 && held === 0 && !problem;
    },
    state: async () => [wholeState(document), notesState(notes)].join('\n'),
    async close() {
      await disconnect();
      await replica.close();
    },
  };
}
