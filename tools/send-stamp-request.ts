import type { SendRequest } from '#core/timestamp/ask-authorities.ts';

const mostBytes = 256 * 1024;

/** Sends a timestamp request over HTTP (RFC 3161 section 3.4), ten seconds at most. */
export const sendStampRequest: SendRequest = async (url, request, signal) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: request,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > mostBytes) throw new Error(`an answer of ${bytes.length} bytes`);
  return bytes;
};
