/** Envelopes that came before what they rest on. They are stored with the rest and looked at again when that may have come. */
import { sha256Hex, type Bytes } from '../shared/bytes.ts';
import type { Envelope } from './envelope.ts';
import type { HeldEnvelope } from './replica-store.ts';

/** From devices that the control log does not name (anybody may have made them), and from members. */
const mostHeld = { strangers: 256, members: 10_000 };

export type Incoming = { subject: string; bytes: Bytes; envelope: Envelope };
type Held = Incoming & { name: string; by: keyof typeof mostHeld };

export type HeldEnvelopes = {
  size: () => number;
  /** By author: how many wait. */
  waiting: () => Map<string, number>;
  /** Undefined when it is held already, or too many are. */
  hold: (incoming: Incoming, by: Held['by']) => Promise<HeldEnvelope | undefined>;
  /** Takes out those of this author, subject and counter. */
  takeNext: (subject: string, author: string, counter: number) => Held[];
  takeAll: () => Held[];
  /** Takes out what the counter covers already, and gives the names. */
  dropCovered: (subject: string, author: string, counter: number) => string[];
  /** The returned function puts everything back as it is now. */
  checkpoint: () => () => void;
};

export function createHeldEnvelopes(): HeldEnvelopes {
  const byName = new Map<string, Held>();
  const places = new Map<string, Map<number, Set<string>>>();
  const counts = { strangers: 0, members: 0 };
  const placeOf = (subject: string, author: string) => `${subject}|${author}`;

  function insert(held: Held): void {
    byName.set(held.name, held);
    counts[held.by] += 1;
    const { author, counter } = held.envelope.header;
    const place = places.get(placeOf(held.subject, author)) ?? new Map<number, Set<string>>();
    const names = (place.get(counter) ?? new Set<string>()).add(held.name);
    places.set(placeOf(held.subject, author), place.set(counter, names));
  }

  function remove(held: Held): void {
    byName.delete(held.name);
    counts[held.by] -= 1;
    const { author, counter } = held.envelope.header;
    const place = places.get(placeOf(held.subject, author));
    place?.get(counter)?.delete(held.name);
    if (place?.get(counter)?.size === 0) place.delete(counter);
  }

  const at = (names: Iterable<string>): Held[] => [...names].flatMap((name) => byName.get(name) ?? []);
  const take = (found: Held[]): Held[] => {
    found.forEach(remove);
    return found;
  };

  return {
    size: () => byName.size,
    waiting() {
      const authors = new Map<string, number>();
      for (const { envelope } of byName.values())
        authors.set(envelope.header.author, (authors.get(envelope.header.author) ?? 0) + 1);
      return authors;
    },
    async hold({ subject, bytes, envelope }, by) {
      const name = await sha256Hex(bytes);
      if (byName.has(name) || counts[by] >= mostHeld[by]) return undefined;
      insert({ name, subject, bytes, envelope, by });
      return { name, subject, envelope: bytes };
    },
    takeNext: (subject, author, counter) =>
      take(at(places.get(placeOf(subject, author))?.get(counter) ?? [])),
    takeAll: () => take([...byName.values()]),
    dropCovered(subject, author, counter) {
      const covered = [...(places.get(placeOf(subject, author)) ?? [])].filter(([at]) => at <= counter);
      return take(covered.flatMap(([, names]) => at(names))).map(({ name }) => name);
    },
    checkpoint() {
      const before = [...byName.values()];
      return () => {
        take([...byName.values()]);
        before.forEach(insert);
      };
    },
  };
}
