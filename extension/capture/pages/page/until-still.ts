/**
 * Resolves when the page has come to rest: nothing was added to it for a moment, and nothing in it says that it is busy. Runs in the page as
 * an injected function: it may use nothing but what is in it.
 */
export async function untilStill(): Promise<void> {
  const [restMs, longestMs] = [800, 8_000];
  const begun = performance.now();
  let changedAt = begun;
  const observer = new MutationObserver(() => (changedAt = performance.now()));
  observer.observe(document, { childList: true, characterData: true, subtree: true });
  const isBusy = () => {
    const busy = Document.prototype.querySelectorAll.call(
      document,
      '[aria-busy="true"], [role="progressbar"]',
    );
    return document.readyState !== 'complete' || [...busy].some((each) => each.getClientRects().length > 0);
  };
  while (performance.now() - begun < longestMs) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (performance.now() - changedAt > restMs && !isBusy()) break;
  }
  observer.disconnect();
}
