/**
 * Signatures that `ssh-keygen -Y verify` accepts: OpenSSH's PROTOCOL.sshsig, key type ecdsa-sha2-nistp256 (RFC 5656), hash sha256.
 */
import { base64ToBytes, bytesToBase64, joinBytes, textToBytes, type Bytes } from '../shared/bytes.ts';
import { integerContent } from './der-signature.ts';
import { pointOf, verifyDeviceSignature, type Signer } from './device-key.ts';

const keyType = 'ecdsa-sha2-nistp256';
const hashName = 'sha256';
const magic = textToBytes('SSHSIG');
const head = '-----BEGIN SSH SIGNATURE-----\n';
const foot = '\n-----END SSH SIGNATURE-----\n';

const uint32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};
/** SSH's `string`: length and bytes (RFC 4251 section 5). */
const sshString = (content: string | Uint8Array): Bytes => {
  const bytes = typeof content === 'string' ? textToBytes(content) : content;
  return joinBytes(uint32(bytes.length), bytes);
};

const publicKeyBlob = (publicKeySpki: Bytes): Bytes =>
  joinBytes(sshString(keyType), sshString('nistp256'), sshString(pointOf(publicKeySpki)));

/** What is signed in place of the message. */
async function signedData(message: Bytes, namespace: string): Promise<Bytes> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', message));
  return joinBytes(magic, sshString(namespace), sshString(''), sshString(hashName), sshString(digest));
}

function armored(publicKeySpki: Bytes, namespace: string, raw: Uint8Array): string {
  const number = (bytes: Uint8Array) => sshString(Uint8Array.from(integerContent(bytes)));
  const signature = joinBytes(number(raw.subarray(0, 32)), number(raw.subarray(32)));
  const blob = joinBytes(
    magic,
    uint32(1),
    sshString(publicKeyBlob(publicKeySpki)),
    sshString(namespace),
    sshString(''),
    sshString(hashName),
    sshString(joinBytes(sshString(keyType), sshString(signature))),
  );
  return `${head}${(bytesToBase64(blob).match(/.{1,70}/g) ?? []).join('\n')}${foot}`;
}

/** The armored signature file over the message. */
export const sshSignature = async (signer: Signer, message: Bytes, namespace: string): Promise<string> =>
  armored(signer.publicKeySpki, namespace, await signer.sign(await signedData(message, namespace)));

/** Whether the file is the signature of this key over the message in this namespace, written as `sshSignature` writes it. */
export async function verifySshSignature(
  file: string,
  message: Bytes,
  namespace: string,
  publicKeySpki: Bytes,
): Promise<boolean> {
  const raw = rawSignatureIn(file);
  if (raw === undefined || armored(publicKeySpki, namespace, raw) !== file) return false;
  return verifyDeviceSignature(publicKeySpki, await signedData(message, namespace), raw);
}

/** r and s stand at the end of the blob; whether the rest is right shows when it is written anew. */
function rawSignatureIn(file: string): Bytes | undefined {
  if (file.length > 2_000 || !file.startsWith(head) || !file.endsWith(foot)) return undefined;
  try {
    const blob = base64ToBytes(file.slice(head.length, -foot.length).replaceAll('\n', ''));
    const start = sshString(keyType);
    const at = lastIndexOf(blob, start) + start.length;
    const signature = blob.subarray(at + 4);
    const raw = new Uint8Array(64);
    const length = new DataView(signature.buffer, signature.byteOffset).getUint32(0);
    const numbers = [signature.subarray(4, 4 + length), signature.subarray(8 + length)];
    for (const [index, number] of numbers.entries()) {
      const digits = number[0] === 0 ? number.subarray(1) : number;
      if (digits.length > 32) return undefined;
      raw.set(digits, 32 * (index + 1) - digits.length);
    }
    return raw;
  } catch {
    return undefined;
  }
}

function lastIndexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.length - wanted.length; at >= 0; at -= 1)
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  throw new RangeError('not in there');
}

/** One line of an allowed_signers file (ssh-keygen(1), ALLOWED SIGNERS): who may sign with this key, and in which namespace. */
export const allowedSignersLine = (principal: string, namespace: string, publicKeySpki: Bytes): string =>
  `${principal} namespaces="${namespace}" ${keyType} ${bytesToBase64(publicKeyBlob(publicKeySpki))}\n`;
