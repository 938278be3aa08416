import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { useObjectUrl } from './use-file.ts';
import type { FileState } from './use-file.ts';

type PictureViewProps = {
  file: FileState;
  title: string;
  width: number | undefined;
  height: number | undefined;
};

/** The original picture, fitted to the window or pixel by pixel. A click on it switches between the two. */
export function PictureView({ file, title, width, height }: PictureViewProps) {
  const messages = useMessages();
  const [actual, setActual] = useState(false);
  const url = useObjectUrl(file.kind === 'ready' ? file.content : undefined);
  if (file.kind === 'missing') return <p className="quiet-wait">{messages.exhibit.fileMissing}</p>;
  const zoom = (value: boolean, word: string) => (
    <button type="button" className="chip" aria-pressed={actual === value} onClick={() => setActual(value)}>
      {word}
    </button>
  );
  return (
    <div className="picture" data-actual={actual}>
      <div className="chips zoom" role="group" aria-label={messages.exhibit.zoom}>
        {zoom(false, messages.exhibit.fit)}
        {zoom(true, messages.exhibit.actual)}
      </div>
      {/* Scrolls when the picture is shown pixel by pixel, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="picture-frame" tabIndex={0} role="group" aria-label={messages.exhibit.picture}>
        {url && (
          <img
            src={url}
            alt={messages.exhibit.pictureAlt(title)}
            width={width}
            height={height}
            decoding="async"
            onDoubleClick={() => setActual(!actual)}
          />
        )}
      </div>
    </div>
  );
}
