import { fileEndings } from '#core/exchange/exhibit-names.ts';
import type { Clip } from '../outbox/database.ts';
import { strings } from './strings.ts';

export const captureTime = (clip: Clip): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(clip.provenance.capturedAt),
  );

/** Bytes in the unit that reads best, decimal as file managers count. */
function sizeText(bytes: number): string {
  const step: 0 | 1 | 2 = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const unit = (['byte', 'kilobyte', 'megabyte'] as const)[step];
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1_000 ** step);
}

/** Where the clip comes from: the page's host, or which kind of file it is. */
export function originOf({ provenance: { mode, url }, files }: Clip): string {
  const original = files.find(({ role }) => role === 'original');
  if (mode === 'file' && original)
    return strings.files.facts(fileEndings[original.mediaType].toUpperCase(), sizeText(original.sizeBytes));
  return URL.canParse(url) ? new URL(url).host : url;
}
