type Size = { width: number; height: number };

/**
 * Whether a picture (in pixels) is one of a window that the page describes (in CSS pixels). It is not where the window changed its size in
 * between, as when the panel opens beside the page; then the page's words stand elsewhere in it.
 */
export function isOfWindow(picture: Size, window: Size, devicePixelRatio: number): boolean {
  // The page has whole CSS pixels, and the picture may have a part of one more.
  const near = (pixels: number, length: number) =>
    Math.abs(pixels - length * devicePixelRatio) < Math.max(1, devicePixelRatio);
  return near(picture.width, window.width) && near(picture.height, window.height);
}
