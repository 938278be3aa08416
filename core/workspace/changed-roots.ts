import type * as Y from 'yjs';

type Root = Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>;

const known = new WeakMap<Y.Transaction, ReadonlyMap<string, Root>>();

/**
 * The root types that the transaction changed, by name. To be asked first thing after it: a type that came from elsewhere gets another
 * object when somebody first reads it as a map or text, and is not known by the old one any more. Whoever asks first has asked for
 * all.
 */
export function changedRoots(transaction: Y.Transaction): ReadonlyMap<string, Root> {
  const before = known.get(transaction);
  if (before) return before;
  const { doc, changed } = transaction;
  const roots = new Map([...doc.share].filter(([, type]) => changed.has(type)));
  known.set(transaction, roots);
  return roots;
}
