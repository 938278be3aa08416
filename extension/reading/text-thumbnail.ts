/** The size of a small picture in the lists, four times as large as it is shown. */
const size = { width: 480, height: 317 };
const margin = 28;
const line = { height: 38, count: 8, signs: 80 };

/** What a text looks like in small: its first lines, and which kind of file it is. As WebP, like the small pictures of pages. */
export async function makeTextThumbnail(text: string, ending: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('the browser gave no canvas for the thumbnail');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, size.width, size.height);
  pen.fillStyle = '#55595e';
  pen.font = '26px sans-serif';
  pen.textBaseline = 'top';
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  for (const [at, words] of lines.slice(0, line.count).entries())
    pen.fillText(words.slice(0, line.signs), margin, margin + at * line.height);
  drawLabel(pen, ending.toUpperCase());
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.9 });
}

function drawLabel(pen: OffscreenCanvasRenderingContext2D, label: string): void {
  pen.font = 'bold 52px sans-serif';
  const width = pen.measureText(label).width + 36;
  pen.fillStyle = '#0b6653';
  pen.beginPath();
  pen.roundRect(size.width - width - 20, size.height - 96, width, 76, 14);
  pen.fill();
  pen.fillStyle = '#ffffff';
  pen.fillText(label, size.width - width - 2, size.height - 82);
}
