/** Who is here: what other devices announced a short while ago. */
import * as v from 'valibot';
import type { TextPlace } from '../../services/team-state.ts';
import { bytesToText, textToBytes, type Bytes } from '#core/shared/bytes.ts';
import type { PresenceMessage } from '#core/sync/presence.ts';

const short = v.pipe(v.string(), v.maxLength(200));
const bodySchema = v.object({ place: short, caret: v.optional(v.object({ text: short, at: short })) });

/** Milliseconds between two announcements, and after how long without one somebody counts as gone. */
export const presenceEveryMs = 10_000;
const goneAfterMs = 25_000;

export const presenceSubject = 'aw.workspace';
export const presenceBody = (place: string, caret: TextPlace | undefined): Bytes =>
  textToBytes(JSON.stringify({ place: place.slice(0, 200), caret }));

export type Seen = { device: string; member: string; place: string; caret: TextPlace | undefined };

export function createPresenceBoard(now: () => Date) {
  const seen = new Map<string, Seen & { at: number }>();
  return {
    /** True when somebody came or went elsewhere. */
    hear({ device, member, body }: PresenceMessage): boolean {
      let parsed: v.InferOutput<typeof bodySchema>;
      try {
        parsed = v.parse(bodySchema, JSON.parse(bytesToText(body)));
      } catch {
        return false;
      }
      const before = seen.get(device);
      const { place, caret } = parsed;
      seen.set(device, { device, member, place, caret, at: now().getTime() });
      return before?.place !== place || before.caret?.text !== caret?.text || before.caret?.at !== caret?.at;
    },
    /** True when somebody is gone since the last call. */
    sweep(): boolean {
      const old = [...seen.values()].filter(({ at }) => now().getTime() - at > goneAfterMs);
      for (const { device } of old) seen.delete(device);
      return old.length > 0;
    },
    present: (): Seen[] =>
      [...seen.values()].map(({ device, member, place, caret }) => ({ device, member, place, caret })),
  };
}
