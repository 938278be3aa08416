/** The workspace's keys that this device holds, and the keys of subjects that follow from them. PROTOCOL.md, Envelope. */
import { deriveKey, deriveName } from '../crypto/secret-key.ts';
import type { Bytes } from '../shared/bytes.ts';

export type Keyring = {
  /** The newest generation whose key is here; 0 while only the control log can be read. */
  newest: () => number;
  add: (generation: number, key: Bytes) => void;
  has: (generation: number) => boolean;
  /** The generation's key itself, to be wrapped for another device. */
  secret: (generation: number) => Bytes | undefined;
  /** Where a file is stored and by which key, from the SHA-256 of its content; undefined when the generation's is not here. */
  fileKey: (generation: number, sha256: string) => Promise<{ address: string; key: CryptoKey }> | undefined;
  /** The key of one subject; undefined when the generation's is not here. */
  subjectKey: (generation: number, subject: string) => Promise<CryptoKey> | undefined;
};

/** A keyring that can read the control log. `controlSecret`: 32 bytes that every member gets with the invitation. */
export function createKeyring(workspace: string, controlSecret: Bytes): Keyring {
  const secrets = new Map<number, Bytes>([[0, controlSecret]]);
  const derived = new Map<string, Promise<CryptoKey>>();
  return {
    newest: () => Math.max(...secrets.keys()),
    add: (generation, key) => void secrets.set(generation, key),
    has: (generation) => secrets.has(generation),
    secret: (generation) => secrets.get(generation),
    fileKey(generation, sha256) {
      const secret = secrets.get(generation);
      if (!secret) return undefined;
      const about = `${workspace}/${sha256}|${generation}`;
      return Promise.all([
        deriveName(secret, `exhibit-file-address/1|${about}`),
        deriveKey(secret, `exhibit-file/1|${about}`),
      ]).then(([address, key]) => ({ address, key }));
    },
    subjectKey(generation, subject) {
      const secret = secrets.get(generation);
      if (!secret) return undefined;
      const info = `exhibit-subject/1|${workspace}/${subject}|${generation}`;
      const key = derived.get(info) ?? deriveKey(secret, info);
      derived.set(info, key);
      return key;
    },
  };
}
