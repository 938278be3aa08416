import { describe, expect, it } from 'vitest';
import { recordedAddress } from './address.ts';

describe('recordedAddress', () => {
  it.each([
    [
      'https://console.example/users?page=2&sort=name#top',
      'https://console.example/users?page=2&sort=name#top',
    ],
    [
      'https://console.example/cb?code=4/0AbCdEfGhIjKlMnOp&tab=users',
      'https://console.example/cb?code=(not recorded)&tab=users',
    ],
    [
      'https://console.example/users?state=suspended&key=HR-12',
      'https://console.example/users?state=suspended&key=HR-12',
    ],
    [
      'https://app.example/#access_token=eyJ0&expires_in=3600',
      'https://app.example/#access_token=(not recorded)&expires_in=3600',
    ],
    ['https://app.example/#/users?sid=99&page=1', 'https://app.example/#/users?sid=(not recorded)&page=1'],
    ['https://alice:hunter2@console.example/admin', 'https://console.example/admin'],
    [
      'https://files.example/r.csv?X-Amz-Signature=ab&X-Amz-Expires=60',
      'https://files.example/r.csv?X-Amz-Signature=(not recorded)&X-Amz-Expires=60',
    ],
    ['http://127.0.0.1:8080/setup_uedit?id=7', 'http://127.0.0.1:8080/setup_uedit?id=7'],
    [
      'https://console.example/keyboard?monkey=1&keys=all',
      'https://console.example/keyboard?monkey=1&keys=all',
    ],
    ['about:blank', 'about:blank'],
    ['', ''],
  ])('%s', (address, recorded) => expect(recordedAddress(address)).toBe(recorded));

  it('cuts what is too long for a record', () => {
    expect(recordedAddress(`https://a.example/?q=${'x'.repeat(9_000)}`)).toHaveLength(8_192);
  });
});
