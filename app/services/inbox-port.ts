import type { Bytes } from '#core/shared/bytes.ts';
import type { Result } from '#core/shared/result.ts';
import type { Watchable } from './watchable.ts';

/** Where the conversation with the extension stands. Counts are exhibits, sizes are bytes. */
export type InboxState =
  | { kind: 'no-extension' }
  | { kind: 'unpaired' }
  /** A code is being checked, or the last one was wrong; `attemptsLeft` as the extension counts them. */
  | { kind: 'pairing'; attemptsLeft: number }
  /** `pending` exhibits are accepted in the extension and not fetched yet. */
  | { kind: 'connected'; pending: number }
  | { kind: 'receiving'; done: number; total: number; bytesDone: number; bytesTotal: number }
  /**
   * `message` is for the reader: the first failure's sentence and how many others there are; `sentences` has each. `kept` exhibits
   * are still safe in the extension.
   */
  | { kind: 'failed'; message: string; kept: number; sentences: readonly string[] };

export type PairFailure =
  | { kind: 'wrong-code'; attemptsLeft: number }
  /** Five wrong tries, or the five minutes are over: the extension must show a new code. */
  | { kind: 'no-code-open' }
  | { kind: 'no-answer' };

/** What the screens need of the inbox that takes exhibits over from the extension. */
export interface InboxPort extends Watchable<InboxState> {
  /** Types the extension's code in: six letters and digits, upper case. Settles always; a failure is a value. */
  pair(code: string): Promise<Result<void, PairFailure>>;
  /** Fetches what is waiting, or tries again after a failure. The state tells how it goes. */
  pull(): Promise<void>;
  /** Has the extension send a request for a timestamp (RFC 3161). Rejects with a sentence when there was no answer. */
  stamp(url: string, request: Bytes): Promise<Bytes>;
}
