import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { areaAfterKey, areaBetween, withinPicture, type PictureSize } from './areas.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { redactionStrings as strings } from './strings.ts';

type Point = { x: number; y: number };
type EditorProps = {
  /** Address of the picture. */
  src: string;
  size: PictureSize;
  areas: readonly PictureBox[];
  onChange: (areas: PictureBox[]) => void;
};

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
const placeOf = (area: PictureBox, size: PictureSize) => ({
  left: percent(area.x, size.width),
  top: percent(area.y, size.height),
  width: percent(area.width, size.width),
  height: percent(area.height, size.height),
});

/** The picture with the areas to redact on it: dragged with the pointer, moved and sized with the keyboard. Changes nothing by itself. */
export function AreaEditor({ src, size, areas, onChange }: EditorProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const [corners, setCorners] = useState<{ from: Point; to: Point }>();

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = sheet.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return {
      x: ((clientX - box.left) / box.width) * size.width,
      y: ((clientY - box.top) / box.height) * size.height,
    };
  };
  const replace = (at: number, area: PictureBox) =>
    onChange(areas.map((other, place) => (place === at ? withinPicture(area, size) : other)));
  const finish = () => {
    setCorners(undefined);
    if (!corners) return;
    const area = areaBetween(corners.from, corners.to);
    // A mere click marks nothing.
    if (area.width >= 4 && area.height >= 4) onChange([...areas, withinPicture(area, size)]);
  };

  return (
    <div
      ref={sheet}
      className="sheet"
      onPointerDown={(event) => {
        if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setCorners({ from: pointOf(event), to: pointOf(event) });
      }}
      onPointerMove={(event) => corners && setCorners({ ...corners, to: pointOf(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setCorners(undefined)}
    >
      <img src={src} alt={strings.picture} draggable={false} />
      {areas.map((area, at) => (
        <button
          // oxlint-disable-next-line react/no-array-index-key -- an area has no other name than its place
          key={at}
          type="button"
          className="area"
          style={placeOf(area, size)}
          aria-label={strings.area(at + 1, areas.length)}
          aria-describedby="area-keys"
          onKeyDown={(event) => {
            if (event.key === 'Delete' || event.key === 'Backspace') {
              onChange(areas.filter((_, place) => place !== at));
              return;
            }
            const moved = areaAfterKey(area, event);
            if (!moved) return;
            event.preventDefault();
            replace(at, moved);
          }}
        />
      ))}
      {corners && <div className="area drawn" style={placeOf(areaBetween(corners.from, corners.to), size)} />}
    </div>
  );
}
