/** The configuration of nats-server as a relay: docs.nats.io, "NATS Server Configuration". */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { filesOf } from './operator.ts';

export type RelayNode = {
  name: string;
  /** Where JetStream keeps what it stores, from the relay's folder. */
  store: string;
  /** WebSocket, which is all that devices use. */
  webSocket: { host: string; port: number; tls?: { certificate: string; key: string } };
  /** Origins of the pages that may connect, such as `https://isms.example`. Browsers tell the truth about them; other programs need not. */
  origins: readonly string[];
  /** Of the monitoring page, on loopback only. */
  monitoringPort?: number;
  /** Bytes that all workspaces together may keep. */
  storageBytes: number;
  cluster?: { port: number; routes: readonly string[] };
};

const quoted = (text: string) => JSON.stringify(text);

/**
 * The text of nats-server.conf for one node of the relay in `folder`. Its paths start from there, so that the folder can be copied to another
 * machine or into a container; nats-server is started in it.
 */
export async function configurationOf(folder: string, node: RelayNode): Promise<string> {
  const files = filesOf(folder);
  const [operatorJwt, systemJwt] = await Promise.all(
    [files.operatorJwt, files.systemJwt].map(async (path) => (await readFile(path, 'utf8')).trim()),
  );
  const system = subjectOf(systemJwt ?? '');
  const { tls } = node.webSocket;
  const encryption = tls
    ? `tls { cert_file: ${quoted(resolve(tls.certificate))}, key_file: ${quoted(resolve(tls.key))} }`
    : 'no_tls: true';
  const cluster = node.cluster
    ? `\ncluster {\n  name: exhibit\n  listen: "0.0.0.0:${node.cluster.port}"\n  routes: [${node.cluster.routes.map(quoted).join(', ')}]\n}\n`
    : '';
  return `# Written by "npm run relay -- init". Every setting is explained in relay/README.md.
server_name: ${quoted(node.name)}
# Devices come by WebSocket; the plain port serves this machine alone.
listen: "127.0.0.1:-1"
${node.monitoringPort === undefined ? '' : `http: "127.0.0.1:${node.monitoringPort}"\n`}max_payload: 1MB
jetstream {
  store_dir: ${quoted(node.store)}
  max_file: ${node.storageBytes}
  # An acknowledgement means that the update is on the disk.
  sync_interval: always
}
websocket {
  host: ${quoted(node.webSocket.host)}
  port: ${node.webSocket.port}
  ${encryption}
  # What comes is encrypted already and does not shrink.
  compression: false
  allowed_origins: [${node.origins.map(quoted).join(', ')}]
}
operator: ${operatorJwt}
system_account: ${system}
resolver {
  type: full
  dir: ${quoted(basename(files.accounts))}
  allow_delete: true
  interval: "2m"
}
resolver_preload { ${system}: ${systemJwt} }
${cluster}`;
}

/** The subject of a JWT (RFC 7519 section 4.1.2), which for an account is its public key. */
function subjectOf(jwt: string): string {
  const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const subject = typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : undefined;
  if (typeof subject !== 'string') throw new Error('The system account has no readable claims.');
  return subject;
}
