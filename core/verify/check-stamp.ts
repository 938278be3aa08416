import type { Manifest } from '../pack/manifest.ts';
import { pemBlocks } from '../crypto/pem.ts';
import { paths, sealStampPath } from '../pack/pack-paths.ts';
import { parseSeal } from '../seal/seal.ts';
import { nonceOfRequest } from '../timestamp/stamp-request.ts';
import { verifyStampResponse } from '../timestamp/stamp-response.ts';
import { bytesToText, sha256Hex, type Bytes } from '../shared/bytes.ts';
import type { CheckedDevices } from './check-devices.ts';
import {
  toleranceMs,
  type CheckedSealStamp,
  type CheckedStamp,
  type Known,
  type PackContents,
} from './verification.ts';

const nothing = new Uint8Array();

/** Where a token, its request and its chain stand, and what it must be about. */
type TokenPlace = { data: Bytes; request: string; response: string; chain: string };

/** The certificates that the reader trusts, those of the chain included whose hash is one. Undefined when the reader named none. */
async function trustedRoots(chain: readonly Bytes[], known: Known): Promise<Bytes[] | undefined> {
  const hashes = known.stampRootHashes ?? [];
  if (known.stampRoots.length + hashes.length === 0) return undefined;
  const roots = [...known.stampRoots];
  for (const certificate of chain) if (hashes.includes(await sha256Hex(certificate))) roots.push(certificate);
  return roots;
}

/** A token against its own chain, and against what the reader trusts; undefined when it does not hold. */
async function checkToken(
  { texts, fault }: PackContents,
  { data, request, response, chain }: TokenPlace,
  known: Known,
): Promise<CheckedStamp | undefined> {
  const nonce = await nonceOfRequest(texts.get(request) ?? nothing, data);
  if (!nonce) {
    fault('bad-timestamp', request, 'it is no request for a timestamp over what it should be');
    return undefined;
  }
  const answer = texts.get(response) ?? nothing;
  const certificates = pemBlocks(bytesToText(texts.get(chain) ?? nothing), 'CERTIFICATE');
  const byOwn = await verifyStampResponse(answer, { data, nonce }, certificates.slice(-1));
  if (!byOwn.ok) {
    const path = byOwn.error.kind === 'untrusted' ? chain : response;
    fault('bad-timestamp', path, `${byOwn.error.kind}: ${byOwn.error.detail}`);
    return undefined;
  }
  const roots = await trustedRoots(certificates, known);
  const byKnown = roots && (await verifyStampResponse(answer, { data, nonce }, roots));
  if (byKnown && !byKnown.ok)
    fault('bad-timestamp', chain, 'its authority is none of those that were given as trusted');
  const held = byKnown?.ok ? byKnown.value : byOwn.value;
  const { at, authority } = byOwn.value;
  return { at, authority, known: byKnown?.ok === true, root: await sha256Hex(held.chain.at(-1) ?? nothing) };
}

/** The timestamp over the manifest's signature; undefined when there is none or it does not hold. */
export async function checkStamp(
  contents: PackContents,
  manifest: Manifest,
  known: Known,
): Promise<CheckedStamp | undefined> {
  const { texts, fault, note } = contents;
  const data = texts.get(paths.signature);
  if (!texts.has(paths.stampResponse) || !data) {
    note('There is no timestamp: the times in the pack come from the clocks of its makers.');
    return undefined;
  }
  const place = { request: paths.stampRequest, response: paths.stampResponse, chain: paths.stampChain };
  const stamp = await checkToken(contents, { data, ...place }, known);
  if (!stamp) return undefined;
  if (known.stampRoots.length + (known.stampRootHashes?.length ?? 0) === 0)
    note('No root of a timestamp authority was given: whether the authority is a real one is open.');
  if (Date.parse(stamp.at) < Date.parse(manifest.generatedAt) - toleranceMs)
    fault('wrong-time', paths.stampResponse, `stamped at ${stamp.at}, before the pack says it was made`);
  return stamp;
}

/** The timestamps over seals: each over a line of a log that holds, and not older than its seal. */
export async function checkSealStamps(
  contents: PackContents,
  { seals }: CheckedDevices,
  known: Known,
): Promise<CheckedSealStamp[]> {
  const { texts, hashes, fault } = contents;
  const stamps: CheckedSealStamp[] = [];
  const own = [...hashes.keys()].filter((path) => path.startsWith('99_Integrity/seal-stamps/'));
  const read = new Set<string>();
  for (const path of own) {
    const [, sha256] = /^99_Integrity\/seal-stamps\/([0-9a-f]{64})\.(?:txt|tsq|tsr|pem)$/.exec(path) ?? [];
    if (sha256 === undefined) {
      fault('added-file', path, 'it belongs to no stamp of a seal');
      continue;
    }
    if (read.has(sha256)) continue;
    read.add(sha256);
    const line = sealStampPath(sha256, 'txt');
    const data = texts.get(line) ?? nothing;
    const seal = await parseSeal(bytesToText(data));
    const logged = seal && seals.get(seal.exhibit);
    if (
      !seal ||
      seal.sha256 !== sha256 ||
      logged?.seal.sha256 !== sha256 ||
      !logged.lines.has(bytesToText(data))
    ) {
      fault('bad-timestamp', line, 'it is no line of a log in this pack');
      continue;
    }
    const [request, response, chain] = [
      sealStampPath(sha256, 'tsq'),
      sealStampPath(sha256, 'tsr'),
      sealStampPath(sha256, 'pem'),
    ];
    const stamp = await checkToken(contents, { data, request, response, chain }, known);
    if (!stamp) continue;
    if (Date.parse(stamp.at) < Date.parse(seal.sealedAt) - toleranceMs)
      fault('wrong-time', response, `stamped at ${stamp.at}, before it was sealed`);
    stamps.push({ ...stamp, device: seal.device, sequence: seal.sequence });
  }
  return stamps;
}
