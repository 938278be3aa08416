import * as v from 'valibot';
import { derToRaw } from '../crypto/der-signature.ts';
import { verifyDeviceSignature } from '../crypto/device-key.ts';
import { bytesToPem, pemBlocks } from '../crypto/pem.ts';
import { allowedSignersLine, verifySshSignature } from '../crypto/sshsig.ts';
import { manifestSchema, type Manifest } from '../pack/manifest.ts';
import { paths, sshNamespace, sshPrincipal } from '../pack/pack-paths.ts';
import { verifyText } from '../pack/verify-text.ts';
import { bytesToText, sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { PackContents } from './verification.ts';

/** A canonical JSON file as a value; undefined when it is none, byte for byte. */
export function readCanonical(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return bytesToText(canonicalJson(value)) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

export function readManifest({ texts, fault }: PackContents): Manifest | undefined {
  const bytes = texts.get(paths.manifest);
  if (!bytes) {
    fault('missing-file', paths.manifest, 'without it nothing says what belongs to the pack');
    return undefined;
  }
  const parsed = v.safeParse(manifestSchema, readCanonical(bytes));
  if (!parsed.success) {
    fault('bad-manifest', paths.manifest, 'it is no manifest in canonical JSON');
    return undefined;
  }
  return parsed.output;
}

/** The manifest's two signatures, the key they are made with, and the files that only repeat it. */
export async function checkManifest({ texts, fault, note }: PackContents, manifest: Manifest): Promise<void> {
  const bytes = texts.get(paths.manifest) ?? new Uint8Array();
  const textOf = (path: string) => bytesToText(texts.get(path) ?? new Uint8Array());
  const [spki] = pemBlocks(textOf(paths.publicKey), 'PUBLIC KEY');
  if (!spki || bytesToPem('PUBLIC KEY', spki) !== textOf(paths.publicKey)) {
    fault('bad-signature', paths.publicKey, 'it is no public key, so no signature can be checked');
    return;
  }
  if ((await sha256Hex(spki)) !== manifest.signer)
    fault('bad-signature', paths.publicKey, 'it is another key than the one the manifest names');
  const raw = derToRaw(texts.get(paths.signature) ?? new Uint8Array());
  if (!raw || !(await verifyDeviceSignature(spki, bytes, raw)))
    fault('bad-signature', paths.signature, 'it is no signature of this key over manifest.json');
  if (!(await verifySshSignature(textOf(paths.sshSignature), bytes, sshNamespace, spki)))
    fault('bad-signature', paths.sshSignature, 'it is no signature of this key over manifest.json');
  if (textOf(paths.allowedSigners) !== allowedSignersLine(sshPrincipal, sshNamespace, spki))
    fault('changed-file', paths.allowedSigners, 'it does not name the key of public-key.pem');
  const names = manifest.files.map(({ path }) => path);
  if (textOf(paths.verify) !== verifyText(manifest, names))
    note('VERIFY.txt is not the one that this version writes: read its commands before you run them.');
}
