import type { ExtensionDatabase } from '../../outbox/database.ts';
import { hasDebugger } from './debugger-session.ts';

/** Whether the person lets the debugger protocol take full pages, in a build that can. */
export const mayDebugFullPages = async (db: ExtensionDatabase): Promise<boolean> =>
  hasDebugger() && (await db.settings.get('fullPageAtOnce'))?.value === 'yes';
