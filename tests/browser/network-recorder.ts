import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** One thing the browser tried to reach. `via` is the kind of log entry it was found in. */
export interface NetworkAttempt {
  via: 'request' | 'name look-up' | 'connection';
  /**
   * The address of a request; `dns:HOST` for a look-up; `tcp://IP:PORT` for a connection. HOST is `~notfound` where the
   * rules of launch.ts refused the name: Chromium then no longer writes which one it was.
   */
  url: string;
}

/** The entries of Chromium's own log that mean "somebody wants to talk to that host", redirects and sockets included. */
const requestTypes = new Set([
  'REQUEST_ALIVE',
  'URL_REQUEST_START_JOB',
  'CORS_REQUEST',
  'HTTP_STREAM_JOB_CONTROLLER',
  'WEBSOCKET_SEND_REQUEST_HEADERS',
]);
const lookUpTypes = new Set([
  'HOST_RESOLVER_MANAGER_REQUEST',
  'HOST_RESOLVER_MANAGER_JOB',
  'DNS_TRANSACTION',
]);
const connectionTypes = new Set(['TCP_CONNECT_ATTEMPT', 'QUIC_SESSION', 'SSL_CONNECT']);

/**
 * Every request, name look-up and connection in a log written by `--log-net-log=FILE`: pages, workers, offscreen
 * documents and the browser itself. Each once, in order. The file of a killed browser has no end and lacks the last
 * few entries (up to 15, not yet written); what is there is read. Throws when the file has no beginning either.
 */
export function networkAttempts(file: string): NetworkAttempt[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const nameOf = eventNames(lines[0] ?? '');
  const attempts = new Map<string, NetworkAttempt>();
  for (const line of lines.slice(1)) {
    const event = parseLine(line);
    const attempt = event && attemptOf(nameOf.get(event.type) ?? '', event.params);
    if (attempt) attempts.set(`${attempt.via} ${attempt.url}`, attempt);
  }
  return [...attempts.values()];
}

/** The addresses in the log whose host is not this machine. Empty is the promise of the product: nothing leaves. */
export function requestsLeavingLoopback(file: string): string[] {
  const leaving = networkAttempts(file).map(({ url }) => url);
  return [...new Set(leaving.filter((url) => !staysOnThisMachine(url)))];
}

/** True for loopback hosts and for schemes that have no host outside the browser. */
export function staysOnThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, pathname } = new URL(url);
  if (['chrome-extension:', 'chrome:', 'devtools:', 'data:', 'blob:', 'about:', 'file:'].includes(protocol))
    return true;
  return isLoopbackHost(protocol === 'dns:' ? pathname : hostname);
}

function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1') return true;
  return isIP(bare) === 4 && bare.startsWith('127.');
}

/** The first line is `{"constants": {...},`; it numbers the kinds of entries, differently in every version. */
function eventNames(firstLine: string): Map<number, string> {
  const constants: unknown = JSON.parse(`${firstLine.replace(/,\s*$/, '')}}`);
  if (
    !isRecord(constants) ||
    !isRecord(constants['constants']) ||
    !isRecord(constants['constants']['logEventTypes'])
  ) {
    throw new Error('This is no Chromium network log: it does not begin with its constants.');
  }
  const names = new Map<number, string>();
  for (const [name, number] of Object.entries(constants['constants']['logEventTypes'])) {
    if (typeof number === 'number') names.set(number, name);
  }
  return names;
}

/** One entry stands on one line. A line cut by a kill is no JSON and says nothing. */
function parseLine(line: string): { type: number; params: Record<string, unknown> } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const event: unknown = JSON.parse(line.replace(/(,|\]\s*\}?|\],)\s*$/, ''));
    if (!isRecord(event) || typeof event['type'] !== 'number' || !isRecord(event['params'])) return undefined;
    return { type: event['type'], params: event['params'] };
  } catch {
    return undefined;
  }
}

function attemptOf(type: string, params: Record<string, unknown>): NetworkAttempt | undefined {
  const text = (key: string): string | undefined => {
    const value = params[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (requestTypes.has(type)) {
    const url = text('url');
    return url === undefined ? undefined : { via: 'request', url };
  }
  if (lookUpTypes.has(type)) {
    const host = text('host') ?? text('hostname');
    return host === undefined ? undefined : { via: 'name look-up', url: `dns:${hostOnly(host)}` };
  }
  if (connectionTypes.has(type)) {
    const address = text('address') ?? text('host');
    return address === undefined ? undefined : { via: 'connection', url: `tcp://${address}` };
  }
  return undefined;
}

const hostOnly = (host: string): string =>
  URL.canParse(host) && host.includes('://') ? new URL(host).hostname : host.replace(/:\d+$/, '');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
