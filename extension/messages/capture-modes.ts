import type { CaptureMode } from '#core/evidence/exhibit.ts';

/** What a person can choose to clip, in the order of the menus. A mode stands here from the commit on that builds it. */
export const offeredModes = [
  'viewport',
  'full-page',
  'region',
  'element',
  'pages',
] as const satisfies readonly CaptureMode[];
export type OfferedMode = (typeof offeredModes)[number];
/** Those in which one press makes one clip. */
export type SinglePageMode = Exclude<OfferedMode, 'pages'>;

/** Modes in which the person chooses a part of the page on the page. */
export const isChosenOnPage = (mode: OfferedMode): boolean => mode === 'region' || mode === 'element';

/** What a person presses while choosing, as `KeyboardEvent.key` names it. */
export const selectionKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter', 'Escape'] as const;

/** Names in menus, shortcuts and the panel. `name` stands below a symbol, so it is short. */
export const modeNames: Record<OfferedMode, { name: string; entry: string }> = {
  viewport: { name: 'Visible', entry: 'Visible part' },
  'full-page': { name: 'Full page', entry: 'Full page' },
  region: { name: 'Region', entry: 'Region' },
  element: { name: 'Element', entry: 'Element of the page' },
  pages: { name: 'Pages', entry: 'Several pages as one clip' },
};

/**
 * Commands of the manifest by mode. The browser allows four suggested keys, and ignores those it
 * uses itself, such as Alt+Shift with R or X; the person can set the others.
 */
export const shortcutKeys: Partial<Record<OfferedMode, string>> = {
  'full-page': 'Alt+Shift+F',
  region: 'Alt+Shift+S',
};

/** The shortcut that clips in the mode remembered for the site, as the toolbar's button does. */
export const mainShortcut = { command: 'clip-page', key: 'Alt+Shift+E' };

export const commandOf = (mode: OfferedMode): string => `clip-${mode}`;

/** The mode that a command or menu entry of this name stands for; undefined for the main one, and for names that are not ours. */
export const modeOfCommand = (name: string | number): OfferedMode | undefined =>
  offeredModes.find((mode) => commandOf(mode) === name);
