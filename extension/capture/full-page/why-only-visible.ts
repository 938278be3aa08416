import { CaptureCancelled } from '../capture-plan.ts';
import { TabLeftError } from '../take-picture.ts';
import { sentences } from '../../messages/sentences.ts';
import { PageGoneError } from './page-calls.ts';
import { TooLargeError } from './stitch.ts';
import { RepeatedBandsError, WindowChangedError } from './tiles.ts';

/** In words for a person, why the full page could not be taken. */
export function whyOnlyVisible(error: unknown): string {
  if (error instanceof CaptureCancelled) return sentences.fullPageStopped;
  if (error instanceof TabLeftError) return sentences.fullPageTabLeft;
  if (error instanceof RepeatedBandsError) return sentences.fullPageRepeats;
  if (error instanceof WindowChangedError) return sentences.fullPageResized;
  if (error instanceof PageGoneError) return sentences.fullPageGone;
  if (error instanceof TooLargeError) return sentences.fullPageTooLarge;
  return sentences.fullPageFailed(error instanceof Error ? error.message : sentences.unknownError);
}
