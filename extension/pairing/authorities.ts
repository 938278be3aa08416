/** Timestamp authorities: a page may not ask them, so the extension does, where the person allowed that one address. */
import type { HandoverSource } from '#core/handover/answer.ts';
import { mostStampBytes, stampQueryType } from '#core/timestamp/stamp-request-form.ts';
import type { ExtensionDatabase, NamedAuthority } from '../outbox/database.ts';
import { hostPattern } from './lasting-bridge.ts';

/** More than one workspace could use; a page that names addresses without end is not listened to. */
const mostNamed = 10;
const longestMs = 30_000;

const isAllowed = async ({ url, allowedAt }: NamedAuthority): Promise<boolean> =>
  allowedAt !== undefined && (await chrome.permissions.contains({ origins: [hostPattern(url)] }));

/** Sends the request as RFC 3161 section 3.4 says, and nothing that the browser would add by itself. */
async function send(url: string, request: Uint8Array<ArrayBuffer>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': stampQueryType },
    body: request,
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal: AbortSignal.timeout(longestMs),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > mostStampBytes) throw new Error('the answer is too large');
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** The extension's part of [HANDOVER-10]. `onNamed` is called when the person is to be asked about an address. */
export const createStampSender =
  (db: ExtensionDatabase, onNamed: () => void): HandoverSource['stamp'] =>
  async (origin, url, request) => {
    const { protocol, href } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:')
      return { reason: 'authority-unreachable', detail: 'no web address' };
    const named = await db.authorities.get([origin, href]);
    if (!named || !(await isAllowed(named))) {
      const others = await db.authorities.filter((each) => each.origin === origin).count();
      if (named || others < mostNamed) {
        await db.authorities.put({ origin, url: href });
        onNamed();
      }
      return { reason: 'authority-not-allowed' };
    }
    try {
      return await send(href, request);
    } catch (error) {
      const detail = error instanceof Error ? error.message : '';
      return { reason: 'authority-unreachable', detail: detail.slice(0, 500) };
    }
  };

/** Notes the person's yes; the browser's own permission was asked for in the same click. */
export const allowAuthority = (db: ExtensionDatabase, { origin, url }: NamedAuthority): Promise<unknown> =>
  db.authorities.put({ origin, url, allowedAt: new Date().toISOString() });

/** Forgets the address; when the workspace names it again the person is asked again. */
export const forgetAuthority = (db: ExtensionDatabase, { origin, url }: NamedAuthority): Promise<void> =>
  db.authorities.delete([origin, url]);
