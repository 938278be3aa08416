/** Finds nats-server, starts it and tells running servers of changed accounts. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { credsAuthenticator, wsconnect } from '@nats-io/nats-core';
import { findProgram } from '../../tests/browser/chromium.ts';
import { filesOf } from './operator.ts';

/** 2.9 lost acknowledged updates of replicated streams and cannot promise that an acknowledged one is on the disk. */
const leastVersion = [2, 10] as const;

/**
 * The path of a nats-server that is new enough: EXHIBIT_NATS_SERVER if set, else that of PATH. Throws, saying what to do, when there is none
 * or when it is too old.
 */
export function findNatsServer(env: NodeJS.ProcessEnv = process.env): string {
  const path = findProgram(env['EXHIBIT_NATS_SERVER'] ?? 'nats-server', env);
  if (path === undefined)
    throw new Error(
      'nats-server was not found. Install version 2.10 or newer (nats.io/download), or name it by EXHIBIT_NATS_SERVER.',
    );
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const [, major = '0', minor = '0'] = /v?(\d+)\.(\d+)/.exec(stdout) ?? [];
  const [leastMajor, leastMinor] = leastVersion;
  if (Number(major) < leastMajor || (Number(major) === leastMajor && Number(minor) < leastMinor))
    throw new Error(
      `${path} is version ${major}.${minor}; the relay needs ${leastVersion.join('.')} or newer.`,
    );
  return path;
}

export type RunningServer = { process: ChildProcess; lines: string[] };

/** Resolves when the server takes connections; rejects with its last lines when it ends before. */
export function startNatsServer(
  program: string,
  folder: string,
  configuration: string,
): Promise<RunningServer> {
  const child = spawn(program, ['-c', configuration], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`nats-server ended: ${lines.slice(-5).join(' | ')}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 200) lines.shift();
      if (line.includes('Server is ready')) resolve({ process: child, lines });
    });
  });
}

/**
 * Tells the servers at `url` (ws:// or wss://) of changed claims; a cluster passes them on. Rejects when no server answers or when it
 * refuses them; the claims in the relay's folder are then used from the servers' next start on.
 */
export async function tellServers(folder: string, url: string, claims: string): Promise<void> {
  const credentials = await readFile(filesOf(folder).systemCredentials);
  const connection = await wsconnect({
    servers: url,
    authenticator: credsAuthenticator(credentials),
    timeout: 5_000,
    maxReconnectAttempts: 1,
  });
  try {
    const answer = await connection.request('$SYS.REQ.CLAIMS.UPDATE', claims, { timeout: 5_000 });
    const { error } = answer.json<{ error?: { description?: string } }>();
    if (error) throw new Error(`The relay refused the change: ${error.description ?? 'no reason given'}`);
  } finally {
    await connection.close();
  }
}
