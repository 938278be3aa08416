/** A transport that does what a transport may: it delivers twice, in another order within a batch, and appends twice. */
import type { Transport } from '#core/sync/transport.ts';

/** `random` gives a number from 0 up to 1. */
export function unruly(transport: Transport, random: () => number): Transport {
  return {
    ...transport,
    async append(subject, envelope) {
      const appended = await transport.append(subject, envelope);
      // As after an acknowledgement that got lost.
      if (appended.ok && random() < 0.1) await transport.append(subject, envelope);
      return appended;
    },
    follow: (from, receive) =>
      transport.follow(from, async (batch) => {
        const shuffled = batch.deliveries
          .map((delivery) => ({ delivery, place: random() }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ delivery }) => delivery);
        if (random() < 0.2) await receive({ ...batch, deliveries: shuffled.slice(0, 3), caughtUp: false });
        await receive({ ...batch, deliveries: shuffled });
      }),
  };
}
