import { useEffect, useRef } from 'react';
import type { EvidencePort } from '../services/evidence-port.ts';

/** Which stored files stand for an exhibit in small, by SHA-256: a picture, or a text with the kind of its file. Neither: an empty frame. */
export type SmallPicture = { picture?: string; text?: string; kind?: string };

const size = { width: 128, height: 80 };
/** Enough of a text for what is seen of it. */
const firstBytes = 2_000;

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const pen = canvas.getContext('2d');
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.dataset['drawn'] = '';
  return pen;
}

/** The top of the picture, cut to the frame's shape and drawn small, so that a long list does not hold full pictures. */
async function drawPicture(canvas: HTMLCanvasElement, picture: Blob) {
  const bitmap = await createImageBitmap(picture);
  try {
    const pen = penOf(canvas);
    if (!pen) return;
    const scale = Math.max(size.width / bitmap.width, size.height / bitmap.height);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(bitmap, 0, 0, size.width / scale, size.height / scale, 0, 0, size.width, size.height);
  } finally {
    bitmap.close();
  }
}

/** The text's first lines on white paper, and which kind of file it is. */
async function drawText(canvas: HTMLCanvasElement, text: Blob, kind: string) {
  const lines = (await text.slice(0, firstBytes).text()).split('\n').filter((line) => line.trim() !== '');
  const pen = penOf(canvas);
  if (!pen) return;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, size.width, size.height);
  pen.fillStyle = '#55595e';
  pen.textBaseline = 'top';
  pen.font = '9px sans-serif';
  for (const [at, line] of lines.slice(0, 6).entries()) pen.fillText(line, 8, 8 + at * 12);
  pen.font = 'bold 20px sans-serif';
  const width = pen.measureText(kind).width + 14;
  pen.fillStyle = '#0b6653';
  pen.beginPath();
  pen.roundRect(size.width - width - 6, size.height - 34, width, 28, 6);
  pen.fill();
  pen.fillStyle = '#ffffff';
  pen.fillText(kind, size.width - width + 1, size.height - 29);
}

/** A small picture for decoration: the title stands beside it. Empty while loading and when the file is not here. */
export function Thumbnail({ evidence, small }: { evidence: EvidencePort; small: SmallPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { picture, text, kind = '' } = small;
  useEffect(() => {
    const element = canvas.current;
    const sha256 = picture ?? text;
    if (!element || !sha256) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      // A picture that cannot be read leaves the frame empty; the exhibit's own page says why.
      void evidence
        .file(sha256)
        .then((file) => file && (picture ? drawPicture(element, file) : drawText(element, file, kind)))
        .catch(() => undefined);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [evidence, picture, text, kind]);
  return (
    <span className="thumb" aria-hidden="true">
      <canvas ref={canvas} width={size.width} height={size.height} />
    </span>
  );
}
