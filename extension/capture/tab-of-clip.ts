/** From which tab a clip was taken. Kept in the browser's session storage, as the numbers of tabs mean nothing after a restart. */
import * as v from 'valibot';

const keyOf = (clip: string) => `tab-of-${clip}`;

export const rememberTab = (clip: string, tab: number): Promise<void> =>
  chrome.storage.session.set({ [keyOf(clip)]: tab });

/** The tab's number; undefined when the browser was restarted since. */
export async function tabOf(clip: string): Promise<number | undefined> {
  const stored = await chrome.storage.session.get(keyOf(clip));
  const tab = v.safeParse(v.number(), stored[keyOf(clip)]);
  return tab.success ? tab.output : undefined;
}
