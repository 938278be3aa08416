/**
 * Keeps the whole app for offline use: every built file is stored at installation and served from there. A newer version
 * waits until the page sends word (`SKIP_WAITING`, which workbox-window sends when the person says reload), so that code
 * never changes under an open page.
 */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

// The DOM library of the app's TypeScript settings does not know this scope.
declare const self: Window & {
  __WB_MANIFEST: { url: string; revision: string | null }[];
  registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
};

cleanupOutdatedCaches();

// The worker that talks to the team's relay gets a policy of its own: it may connect to the relay in its address and to nothing else. The
// pages' policy (index.html) stays as it is. docs/decisions/0026.
const teamWorker = /\/assets\/team-worker-[\w-]+\.js$/;
const relayAddress = /^wss?:\/\/[^\s'";,]+$/;
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && teamWorker.test(url.pathname),
  async ({ url }) => {
    const kept = (await matchPrecache(url.pathname)) ?? (await fetch(url.href));
    const relay = url.searchParams.get('relay') ?? '';
    const headers = new Headers(kept.headers);
    const allowed = relayAddress.test(relay) ? new URL(relay).origin : "'none'";
    headers.set(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; connect-src ${allowed}; require-trusted-types-for 'script'`,
    );
    return new Response(kept.body, { status: kept.status, headers });
  },
);

// Whatever parameters a link carries, the page is the same.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });

/** Keeps the files of a folder from their first use on. It is named by its content, so what is kept is never old. */
function keepFromFirstUse(folderName: RegExp, cacheName: string): void {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && folderName.test(url.pathname),
    async ({ request, url }) => {
      const cache = await caches.open(cacheName);
      const kept = await cache.match(request);
      if (kept) return kept;
      const answer = await fetch(request);
      if (answer.ok) {
        const [folder] = folderName.exec(url.pathname) ?? [''];
        const old = (await cache.keys()).filter((entry) => !entry.url.includes(folder));
        await Promise.all(old.map((entry) => cache.delete(entry)));
        // A full disk must not keep the file from being used; it is fetched again the next time.
        await cache.put(request, answer.clone()).catch(() => undefined);
      }
      return answer;
    },
  );
}

keepFromFirstUse(/\/classifier-[0-9a-f]{12}\//, 'exhibit-classifier');
// Those of the fonts that are not stored at installation.
keepFromFirstUse(/\/fonts-[0-9a-f]{12}\//, 'exhibit-fonts');

// The app lives at one address and routes by fragment. Other pages of the host, if it has any, stay its own; where none
// can be reached, the app opens instead. Serving index.html there would break its relative addresses.
registerRoute(
  new NavigationRoute(async ({ request }) => {
    try {
      return await fetch(request);
    } catch {
      return Response.redirect(self.registration.scope);
    }
  }),
);

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});
