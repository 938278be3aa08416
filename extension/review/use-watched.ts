import { useEffect, useMemo, useState } from 'react';

/** The newest value that a watcher calls back with; `undefined` until the first. `watch` must not change between renders. */
export function useWatched<Value>(
  watch: (listener: (value: Value) => void) => () => void,
): Value | undefined {
  const [value, setValue] = useState<Value>();
  useEffect(() => watch(setValue), [watch]);
  return value;
}

/** An address for a blob while the component shows it; `undefined` without a blob. */
export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const url = useMemo(() => blob && URL.createObjectURL(blob), [blob]);
  useEffect(
    () => () => {
      if (url) URL.revokeObjectURL(url);
    },
    [url],
  );
  return url;
}
