import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef } from 'react';
import type { Difference } from '#core/evidence/agreement.ts';
import { shareOf } from '#core/evidence/agreement.ts';
import { fileOf } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { strings } from './strings.ts';

/** More would push the controls out of sight; the record has them all. */
const maxShown = 5;
/** Pixels of the picture around a difference, so that it can be told where it is. */
const surroundings = { x: 60, y: 14 };

type CropProps = { picture: Blob | undefined; box: Difference['box'] };

/** The place of the picture, with the difference framed. */
function Crop({ picture, box }: CropProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const left = Math.max(0, box.x - surroundings.x);
  const top = Math.max(0, box.y - surroundings.y);
  const width = Math.min(600, box.x - left + box.width + surroundings.x);
  const height = Math.min(200, box.y - top + box.height + surroundings.y);
  useEffect(() => {
    if (!picture) return;
    let gone = false;
    const draw = async () => {
      const bitmap = await createImageBitmap(picture, left, top, width, height);
      const pen = gone ? null : canvas.current?.getContext('2d');
      if (pen) {
        pen.drawImage(bitmap, 0, 0);
        pen.strokeStyle = '#d5450b';
        pen.lineWidth = 2;
        pen.strokeRect(box.x - left - 2, box.y - top - 2, box.width + 4, box.height + 4);
      }
      bitmap.close();
    };
    // A picture that cannot be decoded is told of elsewhere on the card.
    draw().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [picture, box.x, box.y, box.width, box.height, left, top, width, height]);
  return <canvas ref={canvas} width={width} height={height} className="crop" aria-hidden="true" />;
}

/** How far picture and page text agree, and where they do not. */
export function Agreement({ db, clip }: { db: ExtensionDatabase; clip: Clip }) {
  const agreement = clip.reading?.agreement;
  const hasDifferences = (agreement?.differences.length ?? 0) > 0;
  const picture = useLiveQuery(
    async () => (hasDifferences ? fileOf(db, clip, 'original') : undefined),
    [clip.id, hasDifferences, clip.files],
  );
  if (!clip.reading) return null;
  if (!agreement) return <p className="quiet">{strings.notCompared}</p>;
  const { compared, differing, differences } = agreement;
  const shown = differences.slice(0, maxShown);
  return (
    <div
      className={differing > 0 ? 'agreement differs' : 'agreement'}
      role="group"
      aria-label={strings.agreement}
    >
      <p>{strings.agree(shareOf(agreement), compared, differing)}</p>
      {shown.length > 0 && (
        <ul>
          {shown.map((difference, at) => (
            // A list that is made once and never sorted: its place is what names an entry.
            // eslint-disable-next-line react/no-array-index-key
            <li key={at}>
              {strings.difference(difference)}
              <Crop picture={picture} box={difference.box} />
            </li>
          ))}
        </ul>
      )}
      {differing > shown.length && (
        <p className="quiet">{strings.moreDifferences(differing - shown.length)}</p>
      )}
    </div>
  );
}
