/** Admits workspaces to a relay and cuts members off: claims signed by the operator, kept in the relay's folder. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encodeAccount, fromPublic, type Account } from '@nats-io/jwt';
import { filesOf, readOperator } from './operator.ts';

export type WorkspaceLimits = {
  /** Bytes of everything the workspace may keep on the relay. */
  storageBytes: number;
  /** Devices connected at once. */
  connections: number;
};

export const usualLimits: WorkspaceLimits = { storageBytes: 5 * 1024 ** 3, connections: 200 };

/** An account's public key as nkeys writes it: `A` and 55 letters or digits of base32. */
export const isAccount = (text: string): boolean => /^A[A-Z2-7]{55}$/.test(text);
export const isDevice = (text: string): boolean => /^U[A-Z2-7]{55}$/.test(text);

const claimsPath = (folder: string, account: string) => join(filesOf(folder).accounts, `${account}.jwt`);

/** The claims go into place whole or not at all: a server may read the folder at any moment. */
async function storeClaims(folder: string, account: string, claims: string): Promise<void> {
  const path = claimsPath(folder, account);
  await writeFile(`${path}.new`, claims, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

async function accountOf(folder: string, account: string) {
  const claims = await readFile(claimsPath(folder, account), 'utf8').catch(() => undefined);
  return claims === undefined ? undefined : decode<Account>(claims);
}

/** Two streams (documents with the control log, evidence) and one ordered consumer per device and stream, with room to spare. */
const limitsOf = ({ storageBytes, connections }: WorkspaceLimits): Account['limits'] => ({
  conn: connections,
  leaf: 0,
  subs: connections * 100,
  // The server's own limit; JetStream asks for a stream's limit in bytes so that one stream cannot fill the disk.
  payload: -1,
  data: -1,
  imports: 0,
  exports: 0,
  wildcards: false,
  disallow_bearer: true,
  mem_storage: 0,
  disk_storage: storageBytes,
  streams: 2,
  consumer: connections * 4,
  max_bytes_required: true,
});

/**
 * Signs the claims of a workspace whose owner made the account key and keeps its secret; the operator never sees it. Admitting it again
 * changes name and limits and keeps who was cut off. Returns the claims, to be told to the running servers.
 */
export async function admitWorkspace(
  folder: string,
  account: string,
  { name, limits = usualLimits }: { name: string; limits?: WorkspaceLimits },
): Promise<string> {
  const operator = await readOperator(folder);
  const before = await accountOf(folder, account);
  const claims = await encodeAccount(
    name,
    fromPublic(account),
    { limits: limitsOf(limits) ?? {}, revocations: before?.nats.revocations ?? {} },
    { signer: operator },
  );
  await storeClaims(folder, account, claims);
  return claims;
}

/**
 * Cuts a device off: everything that was signed for its key up to now is refused from here on, and its open connection is closed. What
 * it has read stays read; the workspace's owner gives the others a new key. Rejects when the workspace is not admitted here.
 */
export async function revokeDevice(folder: string, account: string, device: string): Promise<string> {
  const operator = await readOperator(folder);
  const before = await accountOf(folder, account);
  if (before === undefined) throw new Error(`The workspace ${account} is not admitted to this relay.`);
  const revocations = { ...before.nats.revocations, [device]: Math.floor(Date.now() / 1000) };
  const claims = await encodeAccount(
    before.name,
    fromPublic(account),
    { ...before.nats, revocations },
    { signer: operator },
  );
  await storeClaims(folder, account, claims);
  return claims;
}

export type AdmittedWorkspace = { account: string; name: string; storageBytes: number; revoked: number };

/** All workspaces of a relay, by name. */
export async function listWorkspaces(folder: string): Promise<AdmittedWorkspace[]> {
  const names = (await readdir(filesOf(folder).accounts)).filter((name) => name.endsWith('.jwt'));
  const found: AdmittedWorkspace[] = [];
  for (const file of names) {
    const account = file.slice(0, -'.jwt'.length);
    const claims = await accountOf(folder, account);
    // The system account has no storage of its own and is nobody's workspace.
    if (claims === undefined || claims.name === 'SYS') continue;
    found.push({
      account,
      name: claims.name,
      storageBytes: claims.nats.limits?.disk_storage ?? 0,
      revoked: Object.keys(claims.nats.revocations ?? {}).length,
    });
  }
  return found.toSorted((left, right) => left.name.localeCompare(right.name));
}
