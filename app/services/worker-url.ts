/** Not yet in TypeScript's DOM library. */
type ScriptUrl = { toString(): string };
type Policy = { createScriptURL(url: string): ScriptUrl };
type TrustedTypes = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy };

/** The app's own workers: the service worker, and scripts that the build put among its assets. */
const ownWorker = /(^|\/)service-worker\.js$|\/assets\/[\w.-]+\.js$/;

let policy: Policy | undefined;

/**
 * The address of a worker's script as the page's policy (index.html) wants it, which allows the one name `exhibit-worker` and,
 * by it, scripts of this origin's own build alone. Throws for any other address.
 */
export function workerUrl(url: string | URL): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes || !import.meta.env.PROD) return String(url);
  policy ??= trustedTypes.createPolicy('exhibit-worker', {
    createScriptURL(wanted) {
      const { origin, pathname } = new URL(wanted, location.href);
      if (origin !== location.origin || !ownWorker.test(pathname))
        throw new TypeError(`not a worker of this app: ${wanted}`);
      return wanted;
    },
  });
  // Workers and Workbox take the policy's object where their types say string.
  return policy.createScriptURL(String(url)) as string;
}
