import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesToHex, hexToBytes, sha256Hex, textToBytes } from '../shared/bytes.ts';
import { derToRaw, rawToDer } from './der-signature.ts';
import { createDeviceKey, deviceSigner, fingerprintGroups, verifyDeviceSignature } from './device-key.ts';
import { bytesToPem, pemBlocks } from './pem.ts';
import { parseSignedLine, signLine } from './signed-line.ts';
import { sshSignature, verifySshSignature } from './sshsig.ts';

const message = textToBytes('what is signed');
const raw64 = fc.uint8Array({ minLength: 64, maxLength: 64 });

describe('a device key', () => {
  it('signs, and its private half cannot be taken out', async () => {
    const key = await createDeviceKey();
    const signature = await deviceSigner(key).sign(message);
    expect(await verifyDeviceSignature(key.publicKeySpki, message, signature)).toBe(true);
    expect(await verifyDeviceSignature(key.publicKeySpki, textToBytes('another'), signature)).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', key.privateKey)).rejects.toThrow();
    expect(key.fingerprint).toBe(await sha256Hex(key.publicKeySpki));
  });

  it('is refused when it is of another kind or no point of the curve', async () => {
    const key = await createDeviceKey();
    const signature = await deviceSigner(key).sign(message);
    const off = key.publicKeySpki.slice();
    off.fill(7, 27);
    expect(await verifyDeviceSignature(off, message, signature)).toBe(false);
    const rsa = { name: 'ECDSA', namedCurve: 'P-384' };
    const other = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', other.publicKey));
    expect(await verifyDeviceSignature(spki, message, signature)).toBe(false);
  });

  it('shows its fingerprint in groups', () => {
    expect(fingerprintGroups('0123abcd'.repeat(8))).toBe(Array(8).fill('0123 ABCD').join(' '));
  });
});

describe('DER', () => {
  it('comes back as the raw signature it was made from', () => {
    fc.assert(
      fc.property(raw64, (raw) => {
        expect(derToRaw(rawToDer(raw))).toEqual(Uint8Array.from(raw));
      }),
    );
  });

  it('has the shortest numbers, with a zero before a set top bit', () => {
    const raw = new Uint8Array(64);
    raw[31] = 1;
    raw[32] = 0x80;
    expect(bytesToHex(rawToDer(raw))).toBe(`3026020101022100${'80'.padEnd(64, '0')}`);
  });

  it('is refused in any other encoding of the same numbers', () => {
    fc.assert(
      fc.property(raw64, fc.nat(71), fc.integer({ min: 1, max: 255 }), (raw, at, change) => {
        const der = rawToDer(raw);
        const index = at % der.length;
        der[index] = (der[index] ?? 0) ^ change;
        const read = derToRaw(der);
        if (read) expect(rawToDer(read)).toEqual(der);
      }),
    );
    expect(derToRaw(hexToBytes('300702020001020101'))).toBeUndefined();
    expect(derToRaw(hexToBytes('30060201010201010000'))).toBeUndefined();
    expect(derToRaw(new Uint8Array())).toBeUndefined();
  });

  it('is what openssl verifies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'der-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const key = await createDeviceKey();
    const signer = deviceSigner(key);
    for (let round = 0; round < 20; round += 1) {
      const signature = file('sig', rawToDer(await signer.sign(message)));
      const pem = file('key.pem', bytesToPem('PUBLIC KEY', key.publicKeySpki));
      const args = ['dgst', '-sha256', '-verify', pem, '-signature', signature, file('message', message)];
      expect(execFileSync('openssl', args, { encoding: 'utf8' })).toBe('Verified OK\n');
    }
  });
});

describe('PEM', () => {
  it('gives back what went in, among other text', () => {
    const one = Uint8Array.from({ length: 100 }, (_, at) => at);
    const text = `subject\n${bytesToPem('CERTIFICATE', one)}\n${bytesToPem('PUBLIC KEY', one)}${bytesToPem('CERTIFICATE', one.slice(3))}`;
    expect(pemBlocks(text, 'CERTIFICATE')).toEqual([one, one.slice(3)]);
  });
});

describe('SSHSIG', () => {
  it('holds for its message, namespace and key alone', async () => {
    const signer = deviceSigner(await createDeviceKey());
    const other = await createDeviceKey();
    const file = await sshSignature(signer, message, 'test');
    const holds = (text = file, data = message, space = 'test', spki = signer.publicKeySpki) =>
      verifySshSignature(text, data, space, spki);
    expect(await holds()).toBe(true);
    expect(await holds(file, textToBytes('another'))).toBe(false);
    expect(await holds(file, message, 'other')).toBe(false);
    expect(await holds(file, message, 'test', other.publicKeySpki)).toBe(false);
    expect(await holds('')).toBe(false);
    for (let at = 0; at < file.length; at += 3) {
      const changed = `${file.slice(0, at)}${file[at] === 'A' ? 'B' : 'A'}${file.slice(at + 1)}`;
      expect(await holds(changed), `character ${at}`).toBe(false);
    }
  });
});

describe('a signed line', () => {
  it('is read again as it was signed', async () => {
    const signed = await signLine(deviceSigner(await createDeviceKey()), { b: 'Zoë 🔐', a: [1, null] });
    expect(signed.line).toMatch(/^[\w+/=]+ \{"a":\[1,null\],"b":"Zoë 🔐"\}$/);
    expect(await parseSignedLine(signed.line)).toEqual({ ok: true, value: signed });
  });

  it.each([
    ['', 'nothing'],
    ['abc', 'no JSON'],
    ['MAYCAQECAQE= {"b":1,"a":2}', 'keys out of order'],
    ['MAYCAQECAQE= {"a":1,"a":1}', 'a key twice'],
    ['MAYCAQECAQE= {"a": 1}', 'a space'],
    ['MAYCAQECAQF= {"a":1}', 'base64 with spare bits'],
    [`MAYCAQECAQE= {"a":"${'x'.repeat(20_000)}"}`, 'too long'],
  ])('%# is refused', async (line) => {
    expect(await parseSignedLine(line)).toEqual({ ok: false, error: { kind: 'malformed-line' } });
  });
});
