/**
 * Notices for the person: what could not be done and what to do. They live in the browser's session storage, in memory: a full
 * disk must not keep the message about the full disk from being shown.
 */
import * as v from 'valibot';

const noticeSchema = v.object({
  id: v.string(),
  tone: v.picklist(['error', 'info']),
  text: v.string(),
  /** ISO 8601, UTC. */
  at: v.string(),
});
const noticesSchema = v.fallback(v.array(noticeSchema), []);
export type Notice = v.InferOutput<typeof noticeSchema>;

const storageKey = 'notices';

export async function readNotices(): Promise<Notice[]> {
  const stored = await chrome.storage.session.get(storageKey);
  return v.parse(noticesSchema, stored[storageKey] ?? []);
}

/** Adds a notice; the newest twenty are kept, and the same text is not repeated. */
export async function addNotice(tone: Notice['tone'], text: string): Promise<void> {
  const others = (await readNotices()).filter((notice) => notice.text !== text);
  const notice: Notice = { id: crypto.randomUUID(), tone, text, at: new Date().toISOString() };
  await chrome.storage.session.set({ [storageKey]: [notice, ...others].slice(0, 20) });
}

export async function dismissNotice(id: string): Promise<void> {
  const others = (await readNotices()).filter((notice) => notice.id !== id);
  await chrome.storage.session.set({ [storageKey]: others });
}

/** Calls back with all notices now and after each change. Returns how to stop. */
export function watchNotices(listener: (notices: Notice[]) => void): () => void {
  const refresh = () => void readNotices().then(listener);
  const onChanged = (changes: Record<string, unknown>) => {
    if (storageKey in changes) refresh();
  };
  chrome.storage.session.onChanged.addListener(onChanged);
  refresh();
  return () => chrome.storage.session.onChanged.removeListener(onChanged);
}
