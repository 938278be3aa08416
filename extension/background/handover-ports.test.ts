import { expect, it } from 'vitest';
import { originOf } from './handover-ports.ts';

it('takes the origin that the browser reports, and the address only where it reports none', () => {
  const url = 'https://isms.example.org/#/evidence';
  expect(originOf({ origin: 'https://isms.example.org', url })).toBe('https://isms.example.org');
  expect(originOf({ url })).toBe('https://isms.example.org');
  // A sandboxed frame or page at a paired address is a stranger.
  expect(originOf({ origin: 'null', url })).toBeUndefined();
  expect(originOf({ url: 'data:text/html,x' })).toBeUndefined();
  expect(originOf({ url: '' })).toBeUndefined();
  expect(originOf(undefined)).toBeUndefined();
});
