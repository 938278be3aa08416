import { pemBlocks } from '../crypto/pem.ts';
import { base64ToBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import type { QueuedStamp } from './stamp-queue.ts';
import { nonceOfRequest } from './stamp-request.ts';
import { verifyStampResponse, type Stamp } from './stamp-response.ts';

/**
 * The stamp in a stored token, when it is over this text, answers its request, and leads to one of these roots (DER) or, where none are
 * given, to the one that it came with; undefined otherwise. Whether that one is a real authority's is then open.
 */
export async function heldStamp(
  {
    request,
    response,
    chainPem,
  }: Pick<Extract<QueuedStamp, { state: 'stamped' }>, 'request' | 'response' | 'chainPem'>,
  text: string,
  roots: readonly Bytes[] = [],
): Promise<Stamp | undefined> {
  const data = textToBytes(text);
  const nonce = await nonceOfRequest(base64ToBytes(request), data);
  if (!nonce) return undefined;
  const trusted = roots.length > 0 ? roots : pemBlocks(chainPem, 'CERTIFICATE').slice(-1);
  const verified = await verifyStampResponse(base64ToBytes(response), { data, nonce }, trusted);
  return verified.ok ? verified.value : undefined;
}
