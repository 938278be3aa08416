import { bytesToHex, sha256Hex, type Bytes } from '../shared/bytes.ts';

/** A device's own key pair. It can be stored in IndexedDB as it is; the private key never leaves the browser (not extractable). */
export type DeviceKey = {
  /** SHA-256 of `publicKeySpki`, 64 lower-case hexadecimal characters: the device's name everywhere. */
  fingerprint: string;
  /** SubjectPublicKeyInfo (RFC 5480), DER, 91 bytes. */
  publicKeySpki: Bytes;
  privateKey: CryptoKey;
};

/** Whatever can sign in a device's name: a stored key, or one that another program holds. */
export type Signer = {
  fingerprint: string;
  publicKeySpki: Bytes;
  /** ECDSA P-256 over SHA-256 of the bytes: r and s, 32 bytes each, big-endian. */
  sign: (bytes: Bytes) => Promise<Bytes>;
};

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const algorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The one SPKI head that we accept: id-ecPublicKey on P-256 with an uncompressed point (RFC 5480 section 2). */
const spkiHead = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';
const spkiBytes = 91;

/** True when the bytes are a P-256 public key in the one form that we write; whether the point is on the curve shows at import. */
const isDeviceSpki = (bytes: Uint8Array): boolean =>
  bytes.length === spkiBytes && bytesToHex(bytes.subarray(0, spkiHead.length / 2)) === spkiHead;

/** A new key pair of this device (ECDSA P-256, FIPS 186-5), private key not extractable. */
export async function createDeviceKey(): Promise<DeviceKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
  const publicKeySpki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
  return { fingerprint: await sha256Hex(publicKeySpki), publicKeySpki, privateKey };
}

export const deviceSigner = ({ fingerprint, publicKeySpki, privateKey }: DeviceKey): Signer => ({
  fingerprint,
  publicKeySpki,
  sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, bytes)),
});

/** Whether the raw signature (64 bytes) over the bytes was made with this key. False for a key that is no P-256 point as well. */
export async function verifyDeviceSignature(
  publicKeySpki: Bytes,
  bytes: Bytes,
  signature: Bytes,
): Promise<boolean> {
  if (!isDeviceSpki(publicKeySpki) || signature.length !== 64) return false;
  try {
    const key = await crypto.subtle.importKey('spki', publicKeySpki, curve, false, ['verify']);
    return await crypto.subtle.verify(algorithm, key, signature, bytes);
  } catch {
    return false;
  }
}

/** The curve point of a device's key (SEC 1 section 2.3.3, uncompressed, 65 bytes). */
export const pointOf = (publicKeySpki: Bytes): Bytes => publicKeySpki.slice(spkiBytes - 65);

/** A fingerprint as people compare it: sixteen groups of four capitals. */
export const fingerprintGroups = (fingerprint: string): string =>
  fingerprint.toUpperCase().replace(/.{4}(?=.)/g, '$& ');
