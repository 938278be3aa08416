import { describe, expect, it } from 'vitest';
import { redactAgreement, redactDoubleTake } from './redact-agreement.ts';

const box = { x: 10, y: 10, width: 40, height: 12 };
const agreement = {
  compared: 20,
  agreed: 18,
  differing: 2,
  differences: [
    { kind: 'changed' as const, page: 'cora@kestrel.example', picture: 'dora@kestrel.example', box },
    { kind: 'changed' as const, page: '14', picture: '90', box: { ...box, y: 100 } },
  ],
};

describe('redactAgreement', () => {
  it('names no struck word any more and keeps the counts', () => {
    const left = redactAgreement(agreement, ['cora@kestrel.example'], []);
    expect(left).toEqual({ ...agreement, differences: agreement.differences.slice(1) });
  });

  it('names nothing that stood below a filled area', () => {
    const left = redactAgreement(agreement, [], [{ x: 0, y: 90, width: 100, height: 40 }]);
    expect(left.differences).toEqual(agreement.differences.slice(0, 1));
  });
});

describe('redactDoubleTake', () => {
  it('strikes the words from the lines that it quotes', () => {
    const doubleTake = {
      earlier: 'a',
      earlierAt: '2026-11-28T10:00:00.000Z',
      lines: 3,
      differing: 1,
      changes: [{ before: 'Owner Zephyrine', after: 'Owner Alice' }],
    };
    expect(redactDoubleTake(doubleTake, ['Zephyrine']).changes).toEqual([
      { before: 'Owner (redacted)', after: 'Owner Alice' },
    ]);
  });
});
