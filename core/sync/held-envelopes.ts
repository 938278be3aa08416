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
  /** Whether anything of the subject waits. */
  holds: (subject: string) => boolean;
  /** Undefined when it is held already, or too many are. */
  hold: (incoming: Incoming, by: Held['by']) => Promise<HeldEnvelope | undefined>;
  /** Takes out those that follow the counter; where parts of a body follow, those that end it. */
  takeAfter: (subject: string, author: string, counter: number, wanted: (held: Held) => boolean) => Held[];
  /** The parts of a body that stand before the counter, in order; undefined when not all of them are here. */
  partsBefore: (subject: string, author: string, counter: number, parts: number) => Held[] | undefined;
  takeAll: () => Held[];
  /** Takes out what the counter covers already, and gives the names. */
  dropCovered: (subject: string, author: string, counter: number) => string[];
  /** The returned function puts everything back as it is now. */
  checkpoint: () => () => void;
};

const isPart = ({ envelope }: Incoming): boolean => envelope.header.kind === 'part';

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
    holds: (subject) => [...byName.values()].some((held) => held.subject === subject),
    async hold({ subject, bytes, envelope }, by) {
      const name = await sha256Hex(bytes);
      if (byName.has(name) || counts[by] >= mostHeld[by]) return undefined;
      insert({ name, subject, bytes, envelope, by });
      return { name, subject, envelope: bytes };
    },
    takeAfter(subject, author, counter, wanted) {
      const place = places.get(placeOf(subject, author));
      for (let next = counter + 1; ; next += 1) {
        const found = at(place?.get(next) ?? []);
        const ends = found.filter((held) => !isPart(held));
        if (ends.length > 0 || found.length === 0) return take(ends.filter(wanted));
      }
    },
    partsBefore(subject, author, counter, parts) {
      const place = places.get(placeOf(subject, author));
      const found: Held[] = [];
      // From the nearest one: a claim of many parts ends at the first that is not here.
      for (let before = counter - 1; before >= counter - parts; before -= 1) {
        const part = at(place?.get(before) ?? []).find(isPart);
        if (!part) return undefined;
        found.push(part);
      }
      return found.reverse();
    },
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
