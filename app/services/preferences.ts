import * as v from 'valibot';
import type { AppDatabase, Setting } from '../storage/database.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

const themeSchema = v.picklist(['system', 'light', 'dark']);
const nameSchema = v.pipe(v.string(), v.maxLength(200));
export type Theme = v.InferOutput<typeof themeSchema>;
/**
 * `memberName` stands beside the links that this person makes, `organization` on what is exported. Both are empty until
 * entered.
 */
export type Preferences = { theme: Theme; memberName: string; organization: string };
export type NamedPreference = 'memberName' | 'organization';

export interface PreferencesService extends Watchable<Preferences> {
  setTheme(theme: Theme): void;
  /** Rejects when the browser's storage refuses; the name holds until the tab closes then. */
  setName(which: NamedPreference, name: string): Promise<void>;
}

const themeKey = 'exhibit-theme';

/** Local storage may be blocked altogether; the theme is not worth an error then. */
function storedTheme(): Theme {
  try {
    const theme = v.safeParse(themeSchema, localStorage.getItem(themeKey));
    return theme.success ? theme.output : 'system';
  } catch {
    return 'system';
  }
}

function applyTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** A row of the table `settings`. */
const settingSchema = v.object({ name: v.string(), value: v.unknown() });

/**
 * The theme lives in local storage, which can be read before the first paint; the names in the database. `ready`
 * resolves when they are read. `early` are the rows of `settings` where they were read before the database was opened.
 */
export function createPreferences(
  db: AppDatabase,
  early?: readonly unknown[],
): PreferencesService & { ready: Promise<unknown> } {
  const state = createWatchable<Preferences>({ theme: storedTheme(), memberName: '', organization: '' });
  applyTheme(state.getState().theme);
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
      try {
        localStorage.setItem(themeKey, theme);
      } catch {
        // Blocked storage: the choice holds until the tab closes.
      }
    },
    async setName(which, name) {
      const value = v.parse(nameSchema, name.trim());
      state.set({ ...state.getState(), [which]: value });
      await db.settings.put({ name: which, value });
    },
  };
}
