/** An area of the browser's extension storage in memory, for tests: what is read is a copy of what was written. */
export function makeStorageArea() {
  const entries = new Map<string, unknown>();
  return {
    get: async (key: string): Promise<Record<string, unknown>> =>
      entries.has(key) ? { [key]: structuredClone(entries.get(key)) } : {},
    set: async (added: Record<string, unknown>): Promise<void> => {
      for (const [key, value] of Object.entries(added)) entries.set(key, structuredClone(value));
    },
  };
}
