/** Holds the page still, so that all parts of the picture show one moment: animations, transitions, films, moving pictures. */
import {
  adoptedSheetsOf,
  allInTree,
  animationsIn,
  isShadowRoot,
  makeElement,
  windowOf,
} from '../../page/native.ts';
import { hasTag } from '../../page/visibility.ts';
import { breathe } from './breath.ts';
import { attempt } from './changes.ts';
import type { Changes } from './changes.ts';
import { viewOf } from './native-layout.ts';
import type { Root } from './native-layout.ts';

/** Smooth scrolling and snapping would keep tiles from standing where they are asked to; a caret blinks. */
const stillCss = `*, *::before, *::after, *::backdrop {
  transition-duration: 0s !important; transition-delay: 0s !important;
  scroll-behavior: auto !important; scroll-snap-type: none !important; overflow-anchor: none !important;
  caret-color: transparent !important; scrollbar-color: transparent transparent !important;
}`;

/** A style sheet that no observer of the page's elements notices and no content policy forbids. */
function addSheet(root: Root, changes: Changes): void {
  const view = isShadowRoot(root) ? viewOf(root.host) : windowOf(root);
  if (!view) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(stillCss);
  root.adoptedStyleSheets = [...adoptedSheetsOf(root), sheet];
  changes.onUndo(() => {
    root.adoptedStyleSheets = adoptedSheetsOf(root).filter((adopted) => adopted !== sheet);
  });
}

/** What ends is shown as it is in the end, what never ends as it begins: so two pictures of one page are the same. */
function hold(animation: Animation, changes: Changes): void {
  const { playState, currentTime } = animation;
  const { endTime } = animation.effect?.getComputedTiming() ?? {};
  // One that follows scrolling (CSS Scroll-driven Animations) has a timeline of its own, and its time is a percentage.
  if (animation.timeline !== null && typeof currentTime !== 'number' && currentTime !== null) return;
  if (playState !== 'running' && playState !== 'paused') return;
  if (Number.isFinite(Number(endTime))) {
    if (playState === 'running') animation.finish();
    return;
  }
  animation.pause();
  animation.currentTime = 0;
  changes.onUndo(() => {
    animation.currentTime = currentTime;
    if (playState === 'running') animation.play();
  });
}

function holdMedia(element: HTMLMediaElement, changes: Changes): void {
  if (element.paused) return;
  element.pause();
  changes.onUndo(() => void element.play().catch(() => undefined));
}

/** Pictures of other origins cannot be copied and go on moving; those of the page show their first frame. */
function holdPicture(image: HTMLImageElement, changes: Changes): void {
  if (
    !image.complete ||
    image.naturalWidth === 0 ||
    !/\.(gif|webp|apng)\b|^data:image\/(gif|webp|apng)/i.test(image.currentSrc)
  )
    return;
  const canvas = makeElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  changes.setStyle(image, 'content', `url("${canvas.toDataURL('image/png')}")`);
}

/** Stops whatever moves in these trees. Can be called again for what began meanwhile. */
export async function holdStill(roots: readonly Root[], known: Set<Root>, changes: Changes): Promise<void> {
  for (const root of roots) {
    await breathe();
    if (!known.has(root)) {
      known.add(root);
      attempt(() => addSheet(root, changes));
      for (const element of allInTree(root, 'video, audio, img')) {
        await breathe();
        if (hasTag(element, 'video') || hasTag(element, 'audio')) attempt(() => holdMedia(element, changes));
        else if (hasTag(element, 'img')) attempt(() => holdPicture(element, changes));
      }
    }
    for (const animation of animationsIn(root)) {
      await breathe();
      attempt(() => hold(animation, changes));
    }
  }
}
