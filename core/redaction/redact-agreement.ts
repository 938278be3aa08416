import type { Agreement } from '../evidence/agreement.ts';
import type { DoubleTake } from '../evidence/double-take.ts';
import type { PictureBox } from '../recognition/picture-evidence.ts';
import { makeRedactor } from './redact-text.ts';

const meet = (a: PictureBox, b: PictureBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * The result of the agreement check without the differences that lie below what was filled or name a struck word: how many there were
 * stays, which they were does not.
 */
export function redactAgreement(
  agreement: Agreement,
  struck: readonly string[],
  filled: readonly PictureBox[],
): Agreement {
  const strike = makeRedactor(struck);
  const isLeft = ({ page, picture, box }: Agreement['differences'][number]) =>
    strike(page) === page && strike(picture) === picture && !filled.some((area) => meet(area, box));
  return { ...agreement, differences: agreement.differences.filter(isLeft) };
}

/** The result of a double take with the words struck from the lines that it quotes. */
export function redactDoubleTake(doubleTake: DoubleTake, struck: readonly string[]): DoubleTake {
  const strike = makeRedactor(struck);
  const struckLine = (line: string) => strike(line).slice(0, 300);
  return {
    ...doubleTake,
    changes: doubleTake.changes.map(({ before, after }) => ({
      before: struckLine(before),
      after: struckLine(after),
    })),
  };
}
