/**
 * The banner beside a picture: what an auditor wants to see of a screenshot - full address, time with zone, who took it, of which account, and whether
 * it is whole. What it says, and where each line goes; drawing is left to the browser.
 */
import type { CaptureMode, Provenance } from './exhibit.ts';
import { isComplete } from './population.ts';

export type StampLine = { label: string; text: string };

const modes: Record<CaptureMode, string> = {
  viewport: 'Visible part of the page',
  'full-page': 'Full page',
  region: 'Region of the page',
  element: 'One element of the page',
  pages: 'Several pages',
  file: 'File',
};

const two = (number: number) => String(number).padStart(2, '0');

/** `2026-11-28 20:15:09 +01:00, Europe/Berlin (19:15:09 UTC)`: the device's own time as it was there, in digits that every reader knows (ISO 8601). */
export function stampTime({ capturedAt, utcOffsetMinutes, timeZone }: Provenance): string {
  const local = new Date(Date.parse(capturedAt) + utcOffsetMinutes * 60_000).toISOString();
  const sign = utcOffsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(utcOffsetMinutes);
  const offset = `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${offset}, ${timeZone} (${capturedAt.slice(11, 19)} UTC)`;
}

function rowsText({ population }: Provenance): string | undefined {
  if (!population) return undefined;
  const { rows, first, last, total } = population;
  const shown = first !== undefined && last !== undefined ? `${first}-${last}` : String(rows);
  if (total === undefined) return `${shown} shown; the page does not say how many there are`;
  return `${shown} of ${total}${isComplete(population) === false ? ', not all' : ''}`;
}

/** Each page's own address and time stand in the picture itself. */
function pagesText({ pages }: Provenance): string | undefined {
  const last = pages?.at(-1);
  if (!pages || !last) return undefined;
  return `${pages.length}, the last one taken at ${last.capturedAt.slice(0, 19).replace('T', ' ')} UTC`;
}

/** What the banner says, in order; what is not known is left out. `redacted`: whether anything was struck from the picture. */
export function stampLines(provenance: Provenance, redacted: boolean): StampLine[] {
  const lines: [string, string | undefined][] = [
    ['Address', provenance.url],
    ['Title', provenance.title],
    ['Taken', stampTime(provenance)],
    ['Pages', pagesText(provenance)],
    ['Account', provenance.account],
    ['Taken by', provenance.collectedBy],
    ['Shows', modes[provenance.mode]],
    ['Rows', rowsText(provenance)],
    ['Redacted', redacted ? 'Yes, parts were made unreadable' : 'No'],
  ];
  return lines.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

/** Lengths in pixels of the picture. `baseline` is where letters stand. */
export type StampRun = { text: string; x: number; baseline: number; bold: boolean };
export type StampLayout = { width: number; height: number; fontSize: number; runs: StampRun[] };

/** Gives the width of a text in pixels at the layout's font size. */
export type MeasureText = (text: string, bold: boolean) => number;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Narrower pictures get a banner that is wider than they are, so that a line holds a few words. */
const leastWidth = 360;
const mostLines = 40;

/** After these an address may be broken. */
const breakAfter = /(?<=[\s/?&=#_.,;:+-])/u;

/** The text in lines no wider than that: broken after blanks and the signs of addresses, else between any two characters. */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const push = () => {
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
  };
  for (const word of text.replaceAll(/\s+/g, ' ').trim().split(breakAfter)) {
    if (measure((line + word).trimEnd()) <= width) line += word;
    else if (measure(word.trimEnd()) <= width) {
      push();
      line = word;
    } else
      for (const { segment } of clusters.segment(word)) {
        if (line !== '' && measure(line + segment) > width) push();
        line += segment;
      }
  }
  push();
  return lines;
}

/** The families of each system that cover most scripts; the browser looks further for letters that none of them has. */
export const bannerFonts = 'system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, sans-serif';

/** Size of the banner's letters beside a picture: those of the page, on a screen of this pixel ratio. */
export const stampFontSize = (devicePixelRatio: number): number =>
  Math.round(13 * Math.min(Math.max(devicePixelRatio, 1), 4));

/** Where each line of the banner goes below a picture of this width. */
export function layOutStamp(
  lines: readonly StampLine[],
  picture: { width: number },
  fontSize: number,
  measure: MeasureText,
): StampLayout {
  const width = Math.max(picture.width, leastWidth);
  const padding = fontSize;
  const lineHeight = Math.round(fontSize * 1.5);
  const column = Math.ceil(Math.max(...lines.map(({ label }) => measure(label, true)))) + padding;
  const runs: StampRun[] = [];
  let baseline = padding + fontSize;
  for (const { label, text } of lines) {
    runs.push({ text: label, x: padding, baseline, bold: true });
    const wrapped = wrapText(text, width - column - 2 * padding, (part) => measure(part, false));
    for (const line of wrapped.slice(0, mostLines)) {
      runs.push({ text: line, x: padding + column, baseline, bold: false });
      baseline += lineHeight;
    }
  }
  return { width, height: baseline - fontSize + Math.round(padding / 2), fontSize, runs };
}
