import { useDeferredValue } from 'react';

/**
 * The value, or while somebody writes prose the one of a moment ago: what stands around the text is drawn after the letter is on the
 * screen, and makes way for the next one. What is decided by a click shows at once.
 */
export function useCalm<Value>(value: Value): Value {
  const later = useDeferredValue(value);
  return document.activeElement?.hasAttribute('data-shared-text') ? later : value;
}
