import { createContext, use, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { WatchNear } from './near-window.ts';

/** A grid's own watch over which of its parts are near the window. */
export const WatchNearContext = createContext<WatchNear>(() => () => undefined);

/** The least height of a row in grid.css, in CSS pixels. */
const rowPixels = 36;

/** A list in parts of few rows: the fewer, the nearer to what is seen is what is drawn. */
export const rowsPerPart = 4;

type RowPartProps = {
  /** How many rows the part has. */
  count: number;
  /** The place of the first of them in the whole list, from 0. */
  at: number;
  /** Whether it is drawn wherever it is: one of its rows has the focus, or is about to. */
  kept: boolean;
  children: () => ReactNode;
};

/** Some rows that follow one another in a grid: drawn in and near its window, otherwise a space of their height. */
export function RowPart({ count, at, kept, children }: RowPartProps) {
  const watchNear = use(WatchNearContext);
  const place = useRef<HTMLDivElement>(null);
  // What a list begins with is seen before anything is known of the window.
  const isFirst = at * rowPixels < innerHeight;
  const [seen, setSeen] = useState({ at, near: isFirst, height: 0, of: 0 });
  if (seen.at !== at) setSeen({ ...seen, at, near: seen.near || isFirst });
  const drawn = seen.near || kept;
  useEffect(() => {
    const part = place.current;
    return part === null
      ? undefined
      : watchNear(part, (near, height) =>
          // A list that a phone hides behind the details has no height.
          setSeen((before) => ({ ...before, near, ...(height > 0 && { height, of: count }) })),
        );
  }, [watchNear, count]);
  return (
    <div
      ref={place}
      role="presentation"
      className="row-part"
      style={drawn ? undefined : { height: seen.of === count ? seen.height : count * rowPixels }}
    >
      {drawn && children()}
    </div>
  );
}
