import { useEffect, useState } from 'react';
import type * as Y from 'yjs';

/**
 * What `read` tells of a place's history, anew whenever `watch` says that it has changed; undefined until it is read. Nothing is read
 * while there is no place. `read` and `watch` must stay the same functions.
 */
export function useHistory<Place extends string, Read>(
  doc: Y.Doc,
  place: Place | undefined,
  read: (doc: Y.Doc, place: Place) => Read,
  watch: (doc: Y.Doc, place: Place, changed: () => void) => () => void,
): Read | undefined {
  const [known, setKnown] = useState<Read>();
  useEffect(() => {
    if (place === undefined) return undefined;
    const readAgain = () => setKnown(read(doc, place));
    readAgain();
    return watch(doc, place, readAgain);
  }, [doc, place, read, watch]);
  return known;
}
