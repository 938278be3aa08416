import type * as Y from 'yjs';

const known = new WeakMap<Y.Transaction, ReadonlySet<string>>();

/**
 * The names of the root types that the transaction changed. To be asked first thing after it: a type that came from elsewhere gets another
 * object when somebody first reads it as a map or text, and is not known by the old one any more. Whoever asks first has asked for
 * all.
 */
export function changedRoots(transaction: Y.Transaction): ReadonlySet<string> {
  const before = known.get(transaction);
  if (before) return before;
  const { doc, changed } = transaction;
  const names = new Set([...doc.share].filter(([, type]) => changed.has(type)).map(([name]) => name));
  known.set(transaction, names);
  return names;
}
