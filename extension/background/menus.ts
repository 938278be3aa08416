import { commandOf, modeNames, offeredModes } from '../messages/capture-modes.ts';

const contexts: NonNullable<chrome.contextMenus.CreateProperties['contexts']> = [
  'page',
  'frame',
  'selection',
  'link',
  'image',
  'editable',
];
const parentId = 'clip-as';

/** Makes the context menu's entry with one below it for each mode, in place of what an earlier version made. */
export function createMenus(): void {
  chrome.contextMenus.removeAll(() => {
    chrome.contextMenus.create({ id: parentId, title: 'Clip this page as evidence', contexts });
    for (const mode of offeredModes)
      chrome.contextMenus.create({ id: commandOf(mode), parentId, title: modeNames[mode].entry, contexts });
  });
}
