import { useEffect, useRef } from 'react';
import type { EvidencePort } from '../services/evidence-port.ts';

const size = { width: 128, height: 80 };

/** The top of the picture, cut to the frame's shape and drawn small, so that a long list does not hold full pictures. */
async function draw(canvas: HTMLCanvasElement, picture: Blob) {
  const bitmap = await createImageBitmap(picture);
  try {
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = Math.max(size.width / bitmap.width, size.height / bitmap.height);
    canvas.width = size.width;
    canvas.height = size.height;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, size.width / scale, size.height / scale, 0, 0, size.width, size.height);
    canvas.dataset['drawn'] = '';
  } finally {
    bitmap.close();
  }
}

/** A small picture for decoration: the title stands beside it. Empty while loading and when the file is not here. */
export function Thumbnail({ evidence, sha256 }: { evidence: EvidencePort; sha256: string | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !sha256) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      // A picture that cannot be read leaves the frame empty; the exhibit's own page says why.
      void evidence
        .file(sha256)
        .then((file) => file && draw(element, file))
        .catch(() => undefined);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [evidence, sha256]);
  return (
    <span className="thumb" aria-hidden="true">
      <canvas ref={canvas} width={size.width} height={size.height} />
    </span>
  );
}
