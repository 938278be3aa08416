import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import type { FileState } from './use-file.ts';

type PictureViewProps = {
  file: FileState;
  title: string;
  width: number | undefined;
  height: number | undefined;
};

/** The original picture, fitted to the window or pixel by pixel. */
export function PictureView({ file, title, width, height }: PictureViewProps) {
  const messages = useMessages();
  const [actual, setActual] = useState(false);
  const picture = useRef<HTMLImageElement>(null);
  const content = file.kind === 'ready' ? file.content : undefined;
  // The address under which the browser shows the bytes is given back afterwards.
  useEffect(() => {
    const element = picture.current;
    if (!element || !content) return;
    const url = URL.createObjectURL(content);
    element.src = url;
    return () => {
      element.removeAttribute('src');
      URL.revokeObjectURL(url);
    };
  }, [content]);
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
        {/* Its address is set when the content is there. */}
        <img
          ref={picture}
          alt={messages.exhibit.pictureAlt(title)}
          width={width}
          height={height}
          decoding="async"
        />
      </div>
    </div>
  );
}
