import { describe, expect, it } from 'vitest';
import { mendIdentifiers } from './identifiers.ts';

describe('identifiers that were read as words', () => {
  it.each([
    ['4f2c9ale', '4f2c9a1e'],
    ['[3c53b6364¢]', '[3c53b6364c]'],
    ['[aSb4d19feb].', '[a5b4d19feb].'],
    [
      '(/run/log/journal/3d1219c7c4c5404aaalf6d2a48adfda4)',
      '(/run/log/journal/3d1219c7c4c5404aaa1f6d2a48adfda4)',
    ],
    ['9l2fOc1e', '912f0c1e'],
  ])('%s is %s', (read, is) => expect(mendIdentifiers(read)).toBe(is));

  it.each([
    'feedable',
    'Office365',
    'fool2face',
    '2026-11-28',
    '€1200',
    '100€',
    'cool2b4',
    'PRT-LIS-DCO1',
    'libssI3',
  ])('leaves %s as it is', (read) => expect(mendIdentifiers(read)).toBe(read));
});
