import * as v from 'valibot';
import type { ControlId } from '#core/catalogue/control.ts';
import type { Comments } from './comment-projection.ts';
import type { PreferencesService } from './preferences.ts';
import { createWatchable } from './watchable.ts';
import { whenIdle } from './when-idle.ts';
import type { Watchable } from './watchable.ts';

/** A comment that calls this person, in a thread that is open. */
export type Mention = { id: string; control: ControlId; by: string; at: string; text: string };

/** The comments that call this person and that they have not seen on this device, newest first. */
export interface Mentions extends Watchable<readonly Mention[]> {
  /** The row's comments are on the screen. */
  markSeen(control: ControlId): void;
}

const seenKey = 'exhibit-seen-mentions';
const seenSchema = v.pipe(v.array(v.string()), v.maxLength(50_000));

function storedSeen(): Set<string> {
  try {
    const seen = v.safeParse(seenSchema, JSON.parse(localStorage.getItem(seenKey) ?? '[]'));
    return new Set(seen.success ? seen.output : []);
  } catch {
    // Blocked storage, or no JSON: what was seen is called again, which is better than not at all.
    return new Set();
  }
}

/** All comments that call `me`, newest first; one's own call nobody. Empty while `me` is. */
export const mentionsOf = (comments: Comments, me: string): Mention[] =>
  me === ''
    ? []
    : [...comments.values()]
        .flat()
        .filter(({ resolved }) => !resolved)
        .flatMap((thread) =>
          thread.comments
            .filter(({ by, mentions }) => by !== me && mentions.includes(me))
            .map(({ id, by, at, editedAt, text }) => ({
              id,
              control: thread.control,
              by,
              at: editedAt ?? at,
              text,
            })),
        )
        .sort((a, b) => (a.at < b.at ? 1 : -1));

/** What is unread, kept in step with the comments and with the other tabs. What was seen is a matter of this device. */
export function createMentions(
  comments: Watchable<Comments>,
  preferences: Pick<PreferencesService, 'getState' | 'subscribe'>,
): Mentions {
  let seen = storedSeen();
  const all = () => mentionsOf(comments.getState(), preferences.getState().memberName);
  const unread = () => all().filter(({ id }) => !seen.has(id));
  const state = createWatchable<readonly Mention[]>(unread());
  function refresh() {
    const next = unread();
    if (JSON.stringify(next) !== JSON.stringify(state.getState())) state.set(next);
  }
  comments.subscribe(refresh);
  preferences.subscribe(refresh);
  // The browser sets up a store of its own for this listener, while it could show the first screen.
  whenIdle(() =>
    globalThis.addEventListener?.('storage', ({ key }) => {
      if (key !== seenKey) return;
      seen = storedSeen();
      refresh();
    }),
  );
  return {
    getState: state.getState,
    subscribe: state.subscribe,
    markSeen(control) {
      const now = state.getState().filter((mention) => mention.control === control);
      if (now.length === 0) return;
      // Another tab may have seen others meanwhile.
      seen = new Set([...seen, ...storedSeen(), ...now.map(({ id }) => id)]);
      try {
        localStorage.setItem(seenKey, JSON.stringify([...seen].slice(-50_000)));
      } catch {
        // Blocked storage: seen until the tab closes.
      }
      refresh();
    },
  };
}
