import type { CaptureMode } from '#core/evidence/exhibit.ts';

/** What a person can choose to clip, in the order of the menus. A mode stands here from the commit on that builds it. */
export const offeredModes = ['viewport', 'region', 'element'] as const satisfies readonly CaptureMode[];
export type OfferedMode = (typeof offeredModes)[number];

/** Names in menus, shortcuts and the panel. `name` stands below a symbol, so it is short. */
export const modeNames: Record<OfferedMode, { name: string; entry: string }> = {
  viewport: { name: 'Visible', entry: 'Visible part' },
  region: { name: 'Region', entry: 'Region' },
  element: { name: 'Element', entry: 'Element of the page' },
};

/** Commands of the manifest by name. The browser allows four suggested keys; the person can set the others. */
export const shortcutKeys: Partial<Record<OfferedMode, string>> = { region: 'Alt+Shift+R' };

/** The shortcut that clips in the mode remembered for the site, as the toolbar's button does. */
export const mainShortcut = { command: 'clip-page', key: 'Alt+Shift+E' };

export const commandOf = (mode: OfferedMode): string => `clip-${mode}`;

/** The mode that a command or menu entry of this name stands for; undefined for the main one, and for names that are not ours. */
export const modeOfCommand = (name: string | number): OfferedMode | undefined =>
  offeredModes.find((mode) => commandOf(mode) === name);
