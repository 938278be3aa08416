import * as v from 'valibot';
import { logHeadSchema, type LogHead } from '../seal/seal.ts';
import { failure, ok, type Result } from '../shared/result.ts';

/** A device that the reader knows to be lost: what it signs from this day on counts for nothing, and none of its seals after `lastSeal`. */
export type LostDevice = { device: string; from: string; lastSeal: LogHead | null };

/** What a reader heard from elsewhere, as one line says it. */
type KnownLine =
  | { kind: 'device'; fingerprint: string }
  | { kind: 'head'; head: LogHead }
  | { kind: 'lost'; device: string; from: string }
  | { kind: 'root'; root: string };

/** What several lines say together. */
export type KnownLines = {
  devices: string[];
  heads: LogHead[];
  lost: LostDevice[];
  auditedRoots: string[];
};

/** `line` counts from 1. */
export type KnownLineError = { kind: 'malformed'; line: number };

const day = v.pipe(v.string(), v.isoDate());

/**
 * `FINGERPRINT`, `FINGERPRINT:NUMBER:SHA256` (a device's newest seal), `FINGERPRINT:lost:YYYY-MM-DD` (UTC) or `root:SHA256` (of an
 * audited set); undefined for anything else. Spaces and capitals, in which fingerprints are shown, do not count; nor do colons within one.
 */
function parseKnownLine(line: string): KnownLine | undefined {
  const text = line.replaceAll(/\s/g, '').toLowerCase();
  const [, device = '', second = '', third = ''] = /^([0-9a-f]{64}):([0-9]+|lost):(.+)$/.exec(text) ?? [];
  if (second === 'lost')
    return v.is(day, third) && !Number.isNaN(Date.parse(third))
      ? { kind: 'lost', device, from: `${third}T00:00:00.000Z` }
      : undefined;
  if (second !== '') {
    const head = v.safeParse(logHeadSchema, { device, sequence: Number(second), sha256: third });
    return head.success ? { kind: 'head', head: head.output } : undefined;
  }
  const [, root] = /^root:([0-9a-f]{64})$/.exec(text) ?? [];
  if (root !== undefined) return { kind: 'root', root };
  const fingerprint = text.replaceAll(':', '');
  return /^[0-9a-f]{64}$/.test(fingerprint) ? { kind: 'device', fingerprint } : undefined;
}

/** All that the lines say; empty ones say nothing. The newest seal that is given of a lost device is its last one that counts. */
export function parseKnownLines(lines: readonly string[]): Result<KnownLines, KnownLineError> {
  const known: KnownLines = { devices: [], heads: [], lost: [], auditedRoots: [] };
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const said = parseKnownLine(line);
    if (!said) return failure({ kind: 'malformed', line: at + 1 });
    if (said.kind === 'device') known.devices.push(said.fingerprint);
    else if (said.kind === 'head') known.heads.push(said.head);
    else if (said.kind === 'root') known.auditedRoots.push(said.root);
    else known.lost.push({ device: said.device, from: said.from, lastSeal: null });
  }
  for (const each of known.lost)
    for (const head of known.heads)
      if (head.device === each.device && head.sequence > (each.lastSeal?.sequence ?? 0)) each.lastSeal = head;
  return ok(known);
}

/** A head as `parseKnownLines` reads it. */
export const headLine = ({ device, sequence, sha256 }: LogHead): string => `${device}:${sequence}:${sha256}`;
