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

/**
 * A file of canonical JSON as this schema has it; undefined when it is not so, byte for byte. Ends at the first thing that is wrong: a
 * description of each of millions of zeros would fill the memory.
 */
export function readCanonical<Value>(
  schema: v.GenericSchema<unknown, Value>,
  bytes: Uint8Array,
): Value | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text) as object; // the schema refuses anything else
    const parsed = v.safeParse(schema, value, { abortEarly: true });
    if (!parsed.success) return undefined;
    // Of the value itself: a later version's record may hold more than the schema knows.
    return bytesToText(canonicalJson(value)) === text ? parsed.output : undefined;
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
  const manifest = readCanonical(manifestSchema, bytes);
  if (!manifest)
    fault(
      'bad-manifest',
      paths.manifest,
      readCanonical(earlierSchema, bytes) ? earlierForm : 'it is no manifest in canonical JSON',
    );
  return manifest;
}

/** Before scopes and the parts that may be left out were in the manifest. */
const earlierSchema = v.object({ format: v.literal('exhibit-pack/1') });
const earlierForm =
  'the pack was made by an earlier version of Exhibit, whose packs this one does not read: ask its maker for a new pack';

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
