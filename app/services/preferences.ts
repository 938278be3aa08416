import * as v from 'valibot';
import type { AppDatabase, Setting } from '../storage/database.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

const themeSchema = v.picklist(['system', 'light', 'dark']);
const nameSchema = v.pipe(v.string(), v.maxLength(200));
export type Theme = v.InferOutput<typeof themeSchema>;
/**
 * `spelling` lets the browser check what is written. `memberName` stands beside the links that this person makes, `organization` on what
 * is exported. Both are empty until entered.
 */
export type Preferences = { theme: Theme; spelling: boolean; memberName: string; organization: string };
export type NamedPreference = 'memberName' | 'organization';

export interface PreferencesService extends Watchable<Preferences> {
  setTheme(theme: Theme): void;
  setSpelling(spelling: boolean): void;
  /** Rejects when the browser's storage refuses; the name holds until the tab closes then. */
  setName(which: NamedPreference, name: string): Promise<void>;
}

const themeKey = 'exhibit-theme';
const spellingKey = 'exhibit-spelling';

/** Local storage may be blocked altogether; these choices are not worth an error then, they hold until the tab closes. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}

function storedTheme(): Theme {
  const theme = v.safeParse(themeSchema, stored(themeKey));
  return theme.success ? theme.output : 'system';
}

function applyTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** A row of the table `settings`. */
const settingSchema = v.object({ name: v.string(), value: v.unknown() });

/**
 * Off unless somebody wants it: browsers fetch a dictionary from their maker when somebody writes, and some send the texts there. Fields
 * take it from the document.
 */
function applySpelling(spelling: boolean) {
  document.documentElement.spellcheck = spelling;
}

/**
 * Theme and spelling live in local storage, which can be read before the first paint; the names in the database. `ready`
 * resolves when they are read. `early` are the rows of `settings` where they were read before the database was opened.
 */
export function createPreferences(
  db: AppDatabase,
  early?: readonly unknown[],
): PreferencesService & { ready: Promise<unknown> } {
  const state = createWatchable<Preferences>({
    theme: storedTheme(),
    spelling: stored(spellingKey) === 'on',
    memberName: '',
    organization: '',
  });
  applyTheme(state.getState().theme);
  applySpelling(state.getState().spelling);
  async function readName(which: NamedPreference) {
    const isIt = (row: unknown): row is Setting => v.is(settingSchema, row) && row.name === which;
    const name = v.safeParse(nameSchema, (early ? early.find(isIt) : await db.settings.get(which))?.value);
    if (name.success) state.set({ ...state.getState(), [which]: name.output });
  }
  const ready = Promise.all([readName('memberName'), readName('organization')]);
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    ready,
    setTheme(theme) {
      applyTheme(theme);
      state.set({ ...state.getState(), theme });
      store(themeKey, theme);
    },
    setSpelling(spelling) {
      applySpelling(spelling);
      state.set({ ...state.getState(), spelling });
      store(spellingKey, spelling ? 'on' : 'off');
    },
    async setName(which, name) {
      const value = v.parse(nameSchema, name.trim());
      state.set({ ...state.getState(), [which]: value });
      await db.settings.put({ name: which, value });
    },
  };
}
