import { describe, expect, it } from 'vitest';
import { layOutStamp, stampLines, stampTime, wrapText } from './stamp.ts';
import type { Provenance } from './exhibit.ts';

const provenance: Provenance = {
  url: 'https://console.example/users?page=2',
  title: 'Users',
  capturedAt: '2026-11-28T19:15:09.120Z',
  utcOffsetMinutes: 60,
  timeZone: 'Europe/Berlin',
  collectedBy: 'Ada',
  mode: 'viewport',
  viewport: { width: 1280, height: 800 },
  scroll: { x: 0, y: 0 },
  devicePixelRatio: 1,
  language: 'en',
  userAgent: 'test',
  extensionVersion: '0.1.0',
  account: 'admin@console.example',
  population: { rows: 25, first: 26, last: 50, total: 213 },
};
const perLetter = (text: string) => text.length;

describe('the banner', () => {
  it('says what an auditor asks', () => {
    const said = Object.fromEntries(stampLines(provenance, false).map(({ label, text }) => [label, text]));
    expect(said).toEqual({
      Address: 'https://console.example/users?page=2',
      Title: 'Users',
      Taken: '2026-11-28 20:15:09 +01:00, Europe/Berlin (19:15:09 UTC)',
      Account: 'admin@console.example',
      'Taken by': 'Ada',
      Shows: 'Visible part of the page',
      Rows: '26-50 of 213, not all',
      Redacted: 'No',
    });
    expect(stampLines(provenance, true).at(-1)?.text).toMatch(/^Yes/);
  });

  it('leaves out what is not known', () => {
    const { account: _, population: __, ...rest } = provenance;
    const labels = stampLines({ ...rest, collectedBy: '', title: '' }, false).map(({ label }) => label);
    expect(labels).toEqual(['Address', 'Taken', 'Shows', 'Redacted']);
  });

  it('tells the local time west of Greenwich and across midnight', () => {
    const there = {
      ...provenance,
      utcOffsetMinutes: -570,
      timeZone: 'Pacific/Marquesas',
      capturedAt: '2026-01-01T03:00:00.000Z',
    };
    expect(stampTime(there)).toBe('2025-12-31 17:30:00 -09:30, Pacific/Marquesas (03:00:00 UTC)');
  });

  it('breaks long addresses and words without losing a letter', () => {
    const address = `https://console.example/${'a'.repeat(50)}/b?c=${'ж'.repeat(30)}`;
    const lines = wrapText(address, 20, perLetter);
    expect(lines.every((line) => perLetter(line) <= 20)).toBe(true);
    expect(lines.join('')).toBe(address);
    expect(wrapText('用户管理与访问控制', 4, perLetter)).toEqual(['用户管理', '与访问控', '制']);
    expect(wrapText('one two three', 8, perLetter)).toEqual(['one two', 'three']);
  });

  it('lays every line out within its width, below one another', () => {
    const measure = (text: string) => perLetter(text) * 7;
    const { width, height, runs } = layOutStamp(stampLines(provenance, false), { width: 300 }, 13, measure);
    expect(width).toBe(360);
    for (const { text, x, baseline } of runs) {
      expect(x + measure(text)).toBeLessThanOrEqual(width);
      expect(baseline).toBeLessThan(height);
    }
  });
});
