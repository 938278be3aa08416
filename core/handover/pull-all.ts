import { failure } from '../shared/result.ts';
import { HandoverGarbled, HandoverInterrupted, HandoverRefused } from './client.ts';
import type { HandoverClient } from './client.ts';
import type { Offer } from './messages.ts';
import { endsTheRound, pullExhibit } from './pull.ts';
import type { HandoverStore, PullError } from './pull.ts';
import { pullLog } from './pull-log.ts';

/** How far a round is: `done` of `total` exhibits were looked at, and the bytes of the one under way. */
export type RoundProgress = { done: number; total: number; bytesDone: number; bytesTotal: number };

/** The extension's log of seals could not be fetched or stored; the next round tries again. The exhibits come all the same. */
export type LogError = { kind: 'no-log'; sentence: string };

/** What ended a round before every offer was looked at. */
export type RoundEnd = HandoverInterrupted | HandoverRefused | HandoverGarbled;

export type PullRound = {
  /** Exhibits that the extension offered and that are not here with a receipt: they are still safe there. */
  kept: number;
  /** One for each exhibit that failed by itself, in the order of the offers, after one for the device's log if that failed. */
  failures: (PullError | LogError)[];
  /** Absent when every offer was looked at. */
  ended?: RoundEnd;
};

const isRoundEnd = (error: unknown): error is RoundEnd =>
  endsTheRound(error) || error instanceof HandoverRefused || error instanceof HandoverGarbled;

/**
 * One round over everything that is on offer. A clip that fails does not keep the others from coming; only a broken line or the end
 * of the pairing ends the round early. Never rejects for what the other side does.
 */
export async function pullAll(
  client: HandoverClient,
  store: HandoverStore,
  onProgress: (progress: RoundProgress) => void = () => {},
): Promise<PullRound> {
  const failures: PullRound['failures'] = [];
  let offers: Offer[] = [];
  let arrived = 0;
  try {
    ({ offers } = await client.ask({ kind: 'list' }, 'offers'));
    const total = offers.length;
    // Before the exhibits, so that the seal of each finds the seals before it. What is offered was sealed before it was.
    const log = await pullLog(client, store).catch((error: unknown) => {
      if (endsTheRound(error)) throw error;
      return failure({ kind: 'not-stored' as const, sentence: error instanceof Error ? error.message : '' });
    });
    if (log && !log.ok) failures.push({ kind: 'no-log', sentence: log.error.sentence });
    for (const [done, offer] of offers.entries()) {
      const tell = (bytesDone: number, bytesTotal: number) =>
        onProgress({ done, total, bytesDone, bytesTotal });
      tell(0, 0);
      const device = log?.ok ? log.value : undefined;
      const pulled = await pullExhibit(client, store, offer, { onProgress: tell, device });
      if (pulled.ok) arrived += 1;
      else failures.push(pulled.error);
    }
    return { kept: total - arrived, failures };
  } catch (error) {
    if (!isRoundEnd(error)) throw error;
    return { kept: offers.length - arrived, failures, ended: error };
  }
}
