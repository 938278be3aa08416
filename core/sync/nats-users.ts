/** How the app comes to the relay: as which user, the lines of invitations, and the workspace's streams. */
import { jetstreamManager } from '@nats-io/jetstream';
import { jwtAuthenticator, wsconnect, type Authenticator } from '@nats-io/nats-core';
import { textToBytes } from '../shared/bytes.ts';
import type { InvitationLine } from './invitation-host.ts';
import { createStreams } from './nats-transport.ts';
import { publicNameOf, type RelayCredentials } from './relay-user.ts';

export const authenticatorOf = ({ seed, jwt }: RelayCredentials): Authenticator =>
  jwtAuthenticator(jwt, textToBytes(seed));

const connect = (relay: string, credentials: RelayCredentials) =>
  wsconnect({
    servers: relay,
    authenticator: authenticatorOf(credentials),
    inboxPrefix: `_I.${publicNameOf(credentials.seed)}`,
    ignoreClusterUpdates: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    timeout: 10_000,
  });

/** Opens the line of an invitation. Rejects when the relay does not answer or refuses. */
export async function openInvitationLine(
  relay: string,
  credentials: RelayCredentials,
  subject: string,
): Promise<InvitationLine> {
  const connection = await connect(relay, credentials);
  return {
    send: (bytes) => connection.publish(subject, bytes),
    listen: (receive) =>
      void connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) receive(message.data.slice());
        },
      }),
    close: () => connection.close(),
  };
}

/** The share of what the relay gives to the workspace that each stream may take; a little stays for JetStream's own files. */
const shares = { documents: 0.4, files: 0.5 };

/** Makes the workspace's streams where they are missing, as large as the account allows. Rejects when the relay does not answer or refuses. */
export async function makeStreams(relay: string, credentials: RelayCredentials): Promise<void> {
  const connection = await connect(relay, credentials);
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const { limits } = await manager.getAccountInfo();
    const replicas = (connection.info?.cluster ?? '') === '' ? 1 : 3;
    // The server counts what each replica may take.
    const room = limits.max_storage / replicas;
    await createStreams(connection, {
      documents: Math.floor(room * shares.documents),
      files: Math.floor(room * shares.files),
      replicas,
    });
  } finally {
    await connection.close();
  }
}
