import { describe, expect, it } from 'vitest';
import { headLine, parseKnownLines } from './known-line.ts';

const key = 'ab'.repeat(32);
const head = { device: key, sequence: 7, sha256: 'c'.repeat(64) };

describe('parseKnownLines', () => {
  it('reads fingerprints as they are shown, newest seals, lost devices and audited sets', () => {
    const shown = (key.match(/.{4}/g) ?? []).join(' ').toUpperCase();
    const pairs = (key.match(/.{2}/g) ?? []).join(':');
    expect(
      parseKnownLines([
        shown,
        '',
        `  ${pairs}  `,
        headLine(head),
        `${key}:lost:2026-05-01`,
        `root:${'d'.repeat(64)}`,
      ]),
    ).toEqual({
      ok: true,
      value: {
        devices: [key, key],
        heads: [head],
        lost: [{ device: key, from: '2026-05-01T00:00:00.000Z', lastSeal: head }],
        auditedRoots: ['d'.repeat(64)],
      },
    });
  });

  it.each([
    'abcd',
    `${key}0`,
    `${key}:0:${'c'.repeat(64)}`,
    `${key}:7:abc`,
    'root:abc',
    `${key}:lost:yesterday`,
    `${key}:lost:2026-13-01`,
    `${key}:lost:2026-02-30x`,
  ])('names the line that says nothing it could use: %s', (line) => {
    expect(parseKnownLines([key, line])).toEqual({ ok: false, error: { kind: 'malformed', line: 2 } });
  });
});
