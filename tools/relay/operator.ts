/**
 * The trust of a relay in files of one folder: an operator key that signs accounts (one per workspace), a system account with which the
 * running servers are told of changes, and the accounts' claims. NATS operator mode: docs.nats.io, "Decentralized JWT Authentication".
 */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createAccount,
  createOperator,
  createUser,
  encodeAccount,
  encodeOperator,
  encodeUser,
  fmtCreds,
  fromSeed,
  type KeyPair,
} from '@nats-io/jwt';

/** Where each part of a relay's trust lies, given the relay's folder. */
export const filesOf = (folder: string) => ({
  /** Secret: signs workspaces. Only `admit` and `revoke` need it; it may lie on another machine than the servers. */
  operatorSeed: join(folder, 'operator.seed'),
  operatorJwt: join(folder, 'operator.jwt'),
  systemJwt: join(folder, 'system.jwt'),
  /** Secret: tells running servers of changed accounts. */
  systemCredentials: join(folder, 'system.creds'),
  /** The claims of each account, `<account>.jwt`, as nats-server's full resolver keeps them. */
  accounts: join(folder, 'accounts'),
});

/** Claims without limits of their own mean none at all: no connection, no subscription. */
const unlimited = {
  conn: -1,
  leaf: -1,
  subs: -1,
  data: -1,
  payload: -1,
  imports: -1,
  exports: -1,
  wildcards: true,
};

const encoder = new TextEncoder();

/** Written for the owner alone: mode 600. */
async function writeSecret(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
  await chmod(path, 0o600);
}

/**
 * Makes operator, system account and system user in `folder` and returns the system account's public key. Rejects with `EEXIST` when the
 * folder has an operator already: a new one would lock every admitted workspace out.
 */
export async function makeOperator(folder: string, name: string): Promise<string> {
  const files = filesOf(folder);
  await mkdir(files.accounts, { recursive: true, mode: 0o700 });
  const operator = createOperator();
  const seed = operator.getSeed();
  await writeFile(files.operatorSeed, seed, { mode: 0o600, flag: 'wx' });
  const system = createAccount();
  const user = createUser();
  await writeFile(
    files.operatorJwt,
    await encodeOperator(name, operator, { system_account: system.getPublicKey() }),
  );
  const systemJwt = await encodeAccount('SYS', system, { limits: unlimited }, { signer: operator });
  await writeFile(files.systemJwt, systemJwt);
  await writeFile(join(files.accounts, `${system.getPublicKey()}.jwt`), systemJwt);
  const userJwt = await encodeUser('relay administrator', user, system, {});
  await writeSecret(files.systemCredentials, fmtCreds(userJwt, user));
  return system.getPublicKey();
}

/** The operator's key. Rejects when `folder` has none or when its file is no operator seed. */
export async function readOperator(folder: string): Promise<KeyPair> {
  const seed = (await readFile(filesOf(folder).operatorSeed, 'utf8')).trim();
  if (!/^SO[A-Z2-7]{56}$/.test(seed))
    throw new Error(`${filesOf(folder).operatorSeed} holds no operator seed.`);
  return fromSeed(encoder.encode(seed));
}
