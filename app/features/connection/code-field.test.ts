import { describe, expect, it } from 'vitest';
import { codeOf } from './CodeField.tsx';

describe('codeOf', () => {
  it('reads a code however it was typed', () => {
    expect(codeOf('ab3 9-xk')).toBe('AB39XK');
    expect(codeOf(' ab39xk\n')).toBe('AB39XK');
  });
  it('keeps the first six characters', () => expect(codeOf('ABCDEFGH')).toBe('ABCDEF'));
});
