const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Chromium tells the page's process of the grant by another way than it sends the script: on a busy machine the script is there
 * first, and the page refuses it. The browser's own, lasting refusals name the address or the kind of page.
 */
const grantIsOnItsWay = (error: unknown) => /Cannot access contents of the page\b/.test(String(error));

const pauseMs = 25;
const maxAttempts = 80;

/**
 * `chrome.scripting.executeScript` right after a press of the button: waits up to two seconds for the grant to reach the page.
 * Rejects with the browser's error where extensions may not go.
 */
export async function injectScript<Args extends unknown[], Value>(
  injection: chrome.scripting.ScriptInjection<Args, Value>,
): Promise<chrome.scripting.InjectionResult<Awaited<Value>>[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await chrome.scripting.executeScript(injection);
    } catch (error) {
      if (attempt >= maxAttempts || !grantIsOnItsWay(error)) throw error;
      await pause(pauseMs);
    }
  }
}
