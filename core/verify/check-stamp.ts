import type { Manifest } from '../pack/manifest.ts';
import { pemBlocks } from '../crypto/pem.ts';
import { paths } from '../pack/pack-paths.ts';
import { nonceOfRequest } from '../timestamp/stamp-request.ts';
import { verifyStampResponse } from '../timestamp/stamp-response.ts';
import { bytesToText } from '../shared/bytes.ts';
import { toleranceMs, type CheckedStamp, type Known, type PackContents } from './verification.ts';

/** The timestamp over the manifest's signature; undefined when there is none or it does not hold. */
export async function checkStamp(
  { texts, fault, note }: PackContents,
  manifest: Manifest,
  { stampRoots }: Known,
): Promise<CheckedStamp | undefined> {
  const response = texts.get(paths.stampResponse);
  const data = texts.get(paths.signature);
  if (!response || !data) {
    note('There is no timestamp: the times in the pack come from the clocks of its makers.');
    return undefined;
  }
  const nonce = await nonceOfRequest(texts.get(paths.stampRequest) ?? new Uint8Array(), data);
  if (!nonce) {
    fault('bad-timestamp', paths.stampRequest, 'it is no request for a timestamp over manifest.sig');
    return undefined;
  }
  const chain = pemBlocks(bytesToText(texts.get(paths.stampChain) ?? new Uint8Array()), 'CERTIFICATE');
  const own = chain.slice(-1);
  const byOwn = await verifyStampResponse(response, { data, nonce }, own);
  if (!byOwn.ok) {
    const path = byOwn.error.kind === 'untrusted' ? paths.stampChain : paths.stampResponse;
    fault('bad-timestamp', path, `${byOwn.error.kind}: ${byOwn.error.detail}`);
    return undefined;
  }
  const byKnown =
    stampRoots.length > 0 ? await verifyStampResponse(response, { data, nonce }, stampRoots) : undefined;
  if (byKnown && !byKnown.ok)
    fault('bad-timestamp', paths.stampChain, 'its authority is none of those that were given as trusted');
  if (!byKnown)
    note('No root of a timestamp authority was given: whether the authority is a real one is open.');
  const { at, authority } = byOwn.value;
  if (Date.parse(at) < Date.parse(manifest.generatedAt) - toleranceMs)
    fault('wrong-time', paths.stampResponse, `stamped at ${at}, before the pack says it was made`);
  return { at, authority, known: byKnown?.ok === true };
}
