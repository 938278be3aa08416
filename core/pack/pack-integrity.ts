/** The files of `99_Integrity` that let anybody check the rest of the pack. */
import { rawToDer } from '../crypto/der-signature.ts';
import type { Signer } from '../crypto/device-key.ts';
import { bytesToPem } from '../crypto/pem.ts';
import { allowedSignersLine, sshSignature } from '../crypto/sshsig.ts';
import { readRoster } from '../seal/device-roster.ts';
import { parseSeal, type LogHead } from '../seal/seal.ts';
import { textToBytes, sha256Hex, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import {
  deviceKeyPath,
  paths,
  sealsPath,
  sealStampPath,
  sshNamespace,
  sshPrincipal,
  statementContentPath,
} from './pack-paths.ts';

/** A timestamp over the manifest's signature, as it was verified when it came. */
export type PackStamp = { request: Bytes; response: Bytes; chainPem: string };

/** A timestamp over a seal: over the whole line as it stands in its log, without the line end. */
export type SealStamp = PackStamp & { line: string };

export type PackSealing = {
  signer: Signer;
  /** Introductions and revocations (`introduceDevice`, `revokeDevice`), in their order; the signer must be in it. */
  roster: readonly string[];
  /** The whole log of each device that sealed an exhibit, by fingerprint: lines of `sealRecord`. */
  logs: Readonly<Record<string, readonly string[]>>;
  /** Timestamps over seals of these logs. */
  sealStamps?: readonly SealStamp[];
  /** Lines of `signStatement` with the content that each is about. */
  statements: readonly { line: string; content: object }[];
  /** Asks a timestamp authority about these bytes; undefined when none answered. Rejects only for reasons of ours. */
  stamp?: (signature: Bytes) => Promise<PackStamp | undefined>;
};

type PathAndBytes = [path: string, bytes: Bytes];

const linesFile = (lines: readonly string[]): Bytes => textToBytes(lines.map((line) => `${line}\n`).join(''));

/** Four files for each stamp of a seal that is in a log, in the order of the seals' hashes. */
async function sealStampFiles({ logs, sealStamps = [] }: PackSealing): Promise<PathAndBytes[]> {
  const lines = new Set(Object.values(logs).flat());
  const bySeal = new Map<string, SealStamp>();
  for (const stamp of sealStamps) {
    const seal = lines.has(stamp.line) ? await parseSeal(stamp.line) : undefined;
    if (seal) bySeal.set(seal.sha256, stamp);
  }
  return [...bySeal]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([sha256, { line, request, response, chainPem }]): PathAndBytes[] => [
      [sealStampPath(sha256, 'txt'), textToBytes(line)],
      [sealStampPath(sha256, 'tsq'), request],
      [sealStampPath(sha256, 'tsr'), response],
      [sealStampPath(sha256, 'pem'), textToBytes(chainPem)],
    ]);
}

/** Keys, roster, logs, stamps of seals and statements, in the order of the archive, and the newest seal of each log. */
export async function deviceFiles(
  sealing: PackSealing,
): Promise<{ files: PathAndBytes[]; heads: LogHead[] }> {
  const { signer, roster, logs, statements } = sealing;
  const { devices } = await readRoster(roster);
  const files: PathAndBytes[] = [
    [paths.publicKey, textToBytes(bytesToPem('PUBLIC KEY', signer.publicKeySpki))],
    [paths.allowedSigners, textToBytes(allowedSignersLine(sshPrincipal, sshNamespace, signer.publicKeySpki))],
    [paths.roster, linesFile(roster)],
  ];
  for (const { fingerprint, publicKeySpki } of [...devices.values()].toSorted(byFingerprint))
    files.push([deviceKeyPath(fingerprint), textToBytes(bytesToPem('PUBLIC KEY', publicKeySpki))]);
  const heads: LogHead[] = [];
  for (const device of Object.keys(logs).toSorted()) {
    const lines = logs[device] ?? [];
    files.push([sealsPath(device), linesFile(lines)]);
    const head = await headOf(lines.at(-1));
    if (head) heads.push(head);
  }
  files.push(...(await sealStampFiles(sealing)));
  if (statements.length > 0) files.push([paths.statements, linesFile(statements.map(({ line }) => line))]);
  const contents = new Map<string, Bytes>();
  for (const { content } of statements) {
    const bytes = canonicalJson(content);
    contents.set(statementContentPath(await sha256Hex(bytes)), bytes);
  }
  files.push(...[...contents].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { files, heads };
}

const byFingerprint = (a: { fingerprint: string }, b: { fingerprint: string }) =>
  a.fingerprint < b.fingerprint ? -1 : 1;

async function headOf(line: string | undefined): Promise<LogHead | undefined> {
  const seal = await parseSeal(line ?? '');
  return seal && { device: seal.device, sequence: seal.sequence, sha256: seal.sha256 };
}

/** The manifest's signature for OpenSSL (DER) and for ssh-keygen. */
export async function manifestSignatures(
  signer: Signer,
  manifest: Bytes,
): Promise<{ signature: Bytes; files: PathAndBytes[] }> {
  const signature = rawToDer(await signer.sign(manifest));
  const ssh = await sshSignature(signer, manifest, sshNamespace);
  return {
    signature,
    files: [
      [paths.signature, signature],
      [paths.sshSignature, textToBytes(ssh)],
    ],
  };
}

/**
 * The timestamp's three files; none when no authority is configured or none answered. The signature is stamped, not the manifest: so
 * the time also tells that the key had signed by then, should it be revoked later.
 */
export async function stampFiles({ stamp }: PackSealing, signature: Bytes): Promise<PathAndBytes[]> {
  const stamped = await stamp?.(signature);
  if (!stamped) return [];
  return [
    [paths.stampRequest, stamped.request],
    [paths.stampResponse, stamped.response],
    [paths.stampChain, textToBytes(stamped.chainPem)],
  ];
}
