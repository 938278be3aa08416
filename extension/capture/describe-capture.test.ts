import { describe, expect, it } from 'vitest';
import { drawnIn, placedText } from './describe-capture.ts';
import { isOfWindow } from './is-of-window.ts';
import type { PageFacts } from './page/read-page.ts';

const picture = (width: number, height: number) => ({ bytes: new Uint8Array(), width, height });
const facts = (width: number, height: number, devicePixelRatio = 1): PageFacts => ({
  url: 'https://console.example.org/',
  viewport: { width, height },
  scroll: { x: 0, y: 0 },
  devicePixelRatio,
  drawn: {
    area: { x: 0, y: 0, width, height },
    words: [{ text: 'Secret', x: 10, y: 10, width: 50, height: 20 }],
    opaque: [],
  },
  pageText: {
    title: '',
    language: 'en',
    blocks: [{ kind: 'paragraph', text: 'Secret', landmark: 'main', inPicture: true }],
    unreadableFrames: [],
    truncated: false,
    words: [{ text: 'Secret', x: 10, y: 10, width: 50, height: 20 }],
  },
});

describe('a picture and the window that the page has described', () => {
  it.each([
    ['at one pixel for one', picture(1440, 813), facts(1440, 813), true],
    [
      'on a dense screen, where a part of a CSS pixel is cut off',
      picture(1921, 1200),
      facts(960, 600, 2),
      true,
    ],
    ['enlarged to one and a half', picture(1301, 850), facts(867, 567, 1.5), true],
    ['when the panel opened in between', picture(1440, 813), facts(1054, 805), false],
    ['when a bar came below', picture(1440, 813), facts(1440, 773), false],
  ])('%s', (_, shot, described, fits) => {
    expect(isOfWindow(shot, described.viewport, described.devicePixelRatio)).toBe(fits);
    expect(drawnIn(shot, described, 'viewport')?.words.length ?? 0).toBe(fits ? 1 : 0);
    expect(placedText(described, 'viewport', shot).words?.length ?? 0).toBe(fits ? 1 : 0);
  });
});
