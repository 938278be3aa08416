import { bytesToPem } from '../crypto/pem.ts';
import type { Manifest } from '../pack/manifest.ts';
import { deviceKeyPath, paths, sealsPath, statementContentPath } from '../pack/pack-paths.ts';
import { checkDeviceLog, type LogFault } from '../seal/device-log.ts';
import { isRevoked, isSealRevoked, readRoster, withRevocation, type Device } from '../seal/device-roster.ts';
import type { CheckedSeal } from '../seal/seal.ts';
import { verifyStatement } from '../signing/statement.ts';
import { bytesToText } from '../shared/bytes.ts';
import {
  toleranceMs,
  type CheckedStamp,
  type Known,
  type PackContents,
  type PackReport,
} from './verification.ts';

export type CheckedDevices = {
  signer: PackReport['signer'];
  /** The seals that hold, by exhibit, with path and lines of their log. */
  seals: Map<string, { seal: CheckedSeal; path: string; lines: ReadonlySet<string> }>;
};

const linesOf = (bytes: Uint8Array | undefined): string[] =>
  bytes ? bytesToText(bytes).replace(/\n$/, '').split('\n') : [];

/** Roster, logs of seals and statements, and whether their keys are known and were not revoked. */
export async function checkDevices(
  contents: PackContents,
  manifest: Manifest,
  known: Known,
  stamp: CheckedStamp | undefined,
): Promise<CheckedDevices> {
  const { texts, fault, note } = contents;
  const { devices, faults } = await readRoster(linesOf(texts.get(paths.roster)));
  for (const { kind, line } of faults)
    fault(kind === 'bad-signature' ? 'bad-signature' : 'bad-roster', paths.roster, `line ${line}: ${kind}`);
  for (const { device, from, lastSeal } of known.lost ?? []) {
    const lost = devices.get(device);
    if (lost) devices.set(device, withRevocation(lost, { from, lastSeal, by: device }));
  }
  for (const [fingerprint, { publicKeySpki }] of devices) {
    const path = deviceKeyPath(fingerprint);
    if (bytesToText(texts.get(path) ?? new Uint8Array()) !== bytesToPem('PUBLIC KEY', publicKeySpki))
      fault('changed-file', path, 'it is not the key that devices.txt introduces');
  }
  const trusted = trustedDevices(devices, known);
  const knowsNone = known.devices.length === 0;
  const trust = (fingerprint: string) => knowsNone || trusted.has(fingerprint);
  if (knowsNone)
    note(
      'No fingerprint was given to compare with: the pack fits together, but nothing here shows whose key signed it.',
    );
  checkSigner(contents, manifest, devices, trust, stamp);
  const seals = await checkLogs(contents, manifest, known, devices, trust);
  await checkStatements(contents, devices, trust);
  const { signer: fingerprint } = manifest;
  const member = devices.get(fingerprint)?.member ?? '';
  return { signer: { fingerprint, member, known: trusted.has(fingerprint) }, seals };
}

/** Whether a device counts: all do for a reader who knows none. */
type Trust = (fingerprint: string) => boolean;
const notTrusted = 'neither given as known nor introduced by a device that is';

/**
 * A device counts when the reader knows it, or when one that counts introduced it; one that the reader knows to be lost vouches for
 * nobody, as its thief can write any date. Without known devices nobody is refused.
 */
function trustedDevices(
  devices: ReadonlyMap<string, Device>,
  { devices: known, lost = [] }: Known,
): ReadonlySet<string> {
  const introduced = new Map<string, string[]>();
  for (const [fingerprint, { introducedBy }] of devices) {
    const others = introduced.get(introducedBy) ?? [];
    others.push(fingerprint);
    introduced.set(introducedBy, others);
  }
  for (const { device } of lost) introduced.delete(device);
  const trusted = new Set(known);
  // A set's iteration reaches what is added meanwhile.
  for (const fingerprint of trusted)
    for (const other of introduced.get(fingerprint) ?? []) trusted.add(other);
  return trusted;
}

function checkSigner(
  { fault, note }: PackContents,
  manifest: Manifest,
  devices: ReadonlyMap<string, Device>,
  trust: Trust,
  stamp: CheckedStamp | undefined,
): void {
  const { signer: fingerprint, generatedAt } = manifest;
  const device = devices.get(fingerprint);
  if (!device) fault('unknown-key', paths.publicKey, 'devices.txt does not introduce the key that signed');
  else if (!trust(fingerprint)) fault('unknown-key', paths.publicKey, notTrusted);
  if (device && isRevoked(device, stamp?.known ? stamp.at : generatedAt))
    fault('revoked-key', paths.signature, 'the key was revoked before the pack was signed');
  else if (device?.revocation && !stamp?.known)
    note('The key that signed was revoked later, and no trusted timestamp shows that the pack is older.');
}

const deviceOfLog = (path: string): string | undefined =>
  /^99_Integrity\/seals\/([0-9a-f]{64})\.txt$/.exec(path)?.[1];

async function checkLogs(
  { texts, fault, note }: PackContents,
  manifest: Manifest,
  known: Known,
  devices: ReadonlyMap<string, Device>,
  trust: Trust,
): Promise<CheckedDevices['seals']> {
  const seals: CheckedDevices['seals'] = new Map();
  const generatedAt = Date.parse(manifest.generatedAt);
  const named = new Map(manifest.heads.map((head) => [head.device, head]));
  const logged = manifest.files.flatMap(({ path }) => deviceOfLog(path) ?? []);
  if (logged.join() !== manifest.heads.map(({ device }) => device).join())
    fault('bad-manifest', paths.manifest, 'it does not name one newest seal for each log, in their order');
  for (const { device: fingerprint } of known.heads)
    if (devices.has(fingerprint) && !texts.has(sealsPath(fingerprint)))
      fault('broken-chain', sealsPath(fingerprint), 'seals of this device are known, and none are here');
  for (const [path, bytes] of texts) {
    const fingerprint = deviceOfLog(path);
    if (fingerprint === undefined) continue;
    const device = devices.get(fingerprint);
    if (!device) {
      fault('unknown-key', path, 'devices.txt does not introduce this device');
      continue;
    }
    if (!trust(fingerprint)) fault('unknown-key', path, notTrusted);
    const head = named.get(fingerprint);
    const lines = linesOf(bytes);
    const log = await checkDeviceLog(lines, device, head ? [...known.heads, head] : known.heads);
    const among = new Set(lines);
    for (const each of log.faults)
      fault(each.kind === 'bad-signature' ? 'bad-signature' : 'broken-chain', path, sentenceOf(each));
    if (head?.sha256 !== log.head?.sha256)
      fault('broken-chain', path, 'its newest seal is not the one that the manifest names');
    if (log.clockWentBack.length > 0)
      note(
        `The clock of device ${fingerprint.slice(0, 16)} went back at seal ${log.clockWentBack.join(', ')}.`,
      );
    for (const seal of log.seals) {
      if (isSealRevoked(device, seal))
        fault('revoked-key', path, `seal ${seal.sequence}: the device was revoked before it`);
      if (Date.parse(seal.sealedAt) < Date.parse(device.introducedAt) - toleranceMs)
        fault('wrong-time', path, `seal ${seal.sequence} is older than its device's introduction`);
      if (Date.parse(seal.sealedAt) > generatedAt + toleranceMs)
        fault('wrong-time', path, `seal ${seal.sequence} is younger than the pack`);
      if (seals.has(seal.exhibit))
        fault('broken-chain', path, `seal ${seal.sequence} seals again what was sealed before`);
      seals.set(seal.exhibit, { seal, path, lines: among });
    }
  }
  return seals;
}

function sentenceOf(fault: LogFault): string {
  switch (fault.kind) {
    case 'malformed':
      return `line ${fault.line} is no seal`;
    case 'other-device':
      return `line ${fault.line} is a seal of another device`;
    case 'bad-signature':
      return `seal ${fault.sequence}: not signed by this device`;
    case 'gap':
      return `gap: seal ${fault.sequence} stands where seal ${fault.expected} is due`;
    case 'fork':
      return `fork: seal ${fault.sequence} does not follow the seal before it`;
    case 'replay':
      return `replay: seal ${fault.sequence} seals again what was sealed before`;
    case 'truncated':
      return `cut: seal ${fault.sequence} is known, the log ends at ${fault.lastSequence}`;
    case 'rewritten':
      return `rewritten: another seal ${fault.sequence} is known`;
  }
}

async function checkStatements(
  { texts, hashes, fault, note }: PackContents,
  devices: ReadonlyMap<string, Device>,
  trust: Trust,
): Promise<void> {
  for (const [at, line] of linesOf(texts.get(paths.statements)).entries()) {
    const inPack = ({ contentSha256 }: { contentSha256: string }) =>
      hashes.get(statementContentPath(contentSha256))?.sha256;
    const checked = await verifyStatement(line, inPack, devices);
    if (checked.ok) {
      if (!trust(checked.value.device))
        note(`Statement ${at + 1} was signed by a device that was not given as known.`);
      continue;
    }
    const { kind } = checked.error;
    const named = kind === 'bad-signature' || kind === 'revoked-key' ? kind : 'bad-statement';
    fault(named, paths.statements, `line ${at + 1}: ${kind}`);
  }
}
