/** A relay that does what a relay may: it delivers to everybody twice, and what came first after what came later. */
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { wsconnect } from '@nats-io/nats-core';
import { authenticatorOf } from '#core/sync/nats-users.ts';
import { createRelayUser, signOwner } from '#core/sync/relay-user.ts';
import { pause } from './soak-member.ts';

const stream = 'WS';

export type UnrulyRelay = Awaited<ReturnType<typeof openUnrulyRelay>>;

/** Works on what is stored, in the name of the workspace's account. */
export async function openUnrulyRelay(relayUrl: string, accountSeed: string, random: () => number) {
  const user = createRelayUser();
  const jwt = await signOwner(accountSeed, user.name);
  const connection = await wsconnect({
    servers: relayUrl,
    authenticator: authenticatorOf({ seed: user.seed, jwt }),
    inboxPrefix: `_I.${user.name}`,
    ignoreClusterUpdates: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    timeout: 5_000,
  });
  const { streams } = await jetstreamManager(connection, { checkAPI: false });
  const client = jetstream(connection);

  /** Without an id of the message, so that the server takes it for another one. What was taken out must not be lost: until it is stored. */
  async function storeAgain({ subject, data }: { subject: string; data: Uint8Array }): Promise<void> {
    for (;;)
      try {
        await client.publish(subject, data);
        return;
      } catch {
        await pause(500);
      }
  }

  return {
    /** Any stored envelope, once more at the end. False where compaction took it meanwhile. */
    async repeat(): Promise<boolean> {
      const { first_seq: first, last_seq: last } = (await streams.info(stream)).state;
      const message = await streams.getMessage(stream, {
        seq: first + Math.floor(random() * (last - first + 1)),
      });
      if (!message) return false;
      await storeAgain(message);
      return true;
    },

    /** The newest envelope, taken out and stored again after others: for whoever had not read it, it comes after what is later. */
    async delay(): Promise<boolean> {
      const { last_seq: seq } = (await streams.info(stream)).state;
      const message = await streams.getMessage(stream, { seq });
      if (!message || !(await streams.deleteMessage(stream, seq, false))) return false;
      await pause(500 + random() * 4_000);
      await storeAgain(message);
      return true;
    },

    close: () => connection.close(),
  };
}
