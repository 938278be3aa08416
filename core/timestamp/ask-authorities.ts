import { bytesToPem } from '../crypto/pem.ts';
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import { createStampRequest, type StampRequest } from './stamp-request.ts';
import { verifyStampResponse, type Stamp, type StampError } from './stamp-response.ts';

/** A timestamp authority that the workspace chose. `roots`: certificates in DER that the workspace trusts for it. */
export type Authority = { name: string; url: string; roots: readonly Bytes[] };

/** How a request goes out (RFC 3161 section 3.4); the caller decides what may. Rejects when there was no answer. */
export type SendRequest = (url: string, request: Bytes, signal: AbortSignal) => Promise<Bytes>;

export type AskFailure = { authority: string; error: StampError | { kind: 'unreachable'; detail: string } };

export type Stamped = {
  stamp: Stamp;
  authority: string;
  request: Bytes;
  response: Bytes;
  /** The whole chain as PEM, the root last: what a pack carries. */
  chainPem: string;
  /** The authorities before this one in the list, and why they did not do. */
  passedOver: AskFailure[];
};

/**
 * Asks the authorities in their order until one gives a stamp that verifies, each with a nonce of its own. Fails with what each of them
 * did wrong. Rejects with the signal's reason when that aborts.
 */
export async function askAuthorities(
  authorities: readonly Authority[],
  data: Bytes,
  { send, random, signal }: { send: SendRequest; random: () => Bytes; signal: AbortSignal },
): Promise<Result<Stamped, { kind: 'no-stamp'; passedOver: AskFailure[] }>> {
  const passedOver: AskFailure[] = [];
  for (const authority of authorities) {
    signal.throwIfAborted();
    const request = await createStampRequest(data, random());
    const asked = await askOne(authority, request, send, signal);
    if (!asked.ok) {
      passedOver.push({ authority: authority.name, error: asked.error });
      continue;
    }
    const { stamp, response } = asked.value;
    const chainPem = stamp.chain.map((der) => bytesToPem('CERTIFICATE', der)).join('');
    return ok({ stamp, authority: authority.name, request: request.der, response, chainPem, passedOver });
  }
  return failure({ kind: 'no-stamp', passedOver });
}

async function askOne(
  { url, roots }: Authority,
  request: StampRequest,
  send: SendRequest,
  signal: AbortSignal,
): Promise<Result<{ stamp: Stamp; response: Bytes }, AskFailure['error']>> {
  let response: Bytes;
  try {
    response = await send(url, request.der, signal);
  } catch (error) {
    signal.throwIfAborted();
    return failure({
      kind: 'unreachable',
      detail: error instanceof Error ? error.message.slice(0, 200) : '',
    });
  }
  const verified = await verifyStampResponse(response, request, roots);
  return verified.ok ? ok({ stamp: verified.value, response }) : verified;
}
