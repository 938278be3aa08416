/** What is said on the page while a person chooses a part of it. English; other languages get a file with the same keys. */
export const words = {
  region: 'Choose an area to clip',
  regionHint:
    'Drag over the area. Or arrow keys move it, Shift with arrow keys resizes it, Enter clips, Escape cancels.',
  regionAt: (x: number, y: number, width: number, height: number) =>
    `${width} by ${height} pixels, ${x} from the left, ${y} from the top`,
  element: 'Choose a part of the page to clip',
  elementHint:
    'Point at a part and click. Or arrow keys: up to what is around it, down into it, left and right beside it; Enter clips, Escape cancels.',
  elementAt: (name: string, width: number, height: number) => `${name}, ${width} by ${height} pixels`,
  size: (width: number, height: number) => `${width} × ${height}`,
};
