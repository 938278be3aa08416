/**
 * `npm run verify -- PACK.zip [--json] [--device FINGERPRINT] [--head FINGERPRINT:NUMBER:SHA256] [--lost FINGERPRINT:YYYY-MM-DD]
 * [--tsa-roots FILE.pem] [--root ROOT]`
 * Checks an audit pack and names every fault. Exits with 0 when there is none, 1 when there is one, 2 when it could not be read.
 */
import { open } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fingerprintGroups } from '#core/crypto/device-key.ts';
import { pemBlocks } from '#core/crypto/pem.ts';
import type { ByteSource } from '#core/verify/byte-source.ts';
import { headLine, parseKnownLines } from '#core/verify/known-line.ts';
import type { Known, PackReport } from '#core/verify/verification.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';

const usage =
  'npm run verify -- PACK.zip [--json] [--device FINGERPRINT]... [--head FINGERPRINT:NUMBER:SHA256]... [--lost FINGERPRINT:YYYY-MM-DD]... [--tsa-roots FILE.pem] [--root ROOT]...';

async function fileSource(path: string): Promise<ByteSource & { close: () => Promise<void> }> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await file.read(bytes, done, bytes.length - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return bytes.subarray(0, done);
    },
    close: () => file.close(),
  };
}

/** What the options say; throws for one that is none of theirs. */
function knownOf(options: { device: string[]; head: string[]; lost: string[]; root: string[] }) {
  const lost = options.lost.map((said) => said.replace(/:(?=[^:]*$)/, ':lost:'));
  const roots = options.root.map((said) => `root:${said}`);
  const lines = [...options.device, ...options.head, ...lost, ...roots];
  const known = parseKnownLines(lines);
  if (!known.ok) throw new Error(`not to be read: ${lines[known.error.line - 1]}\n${usage}`);
  return known.value;
}

function print(report: PackReport): void {
  const { faults, notes, signer, stamp, sealStamps, redacted, audited, heads } = report;
  for (const { kind, path, detail } of faults) console.log(`FAULT  ${kind}  ${path}: ${detail}`);
  for (const note of notes) console.log(`note   ${note}`);
  if (signer) {
    const known = signer.known ? 'known' : 'not compared';
    console.log(
      `signed by ${signer.member || 'nobody named'}, key (${known}): ${fingerprintGroups(signer.fingerprint)}`,
    );
  }
  if (stamp)
    console.log(`stamped ${stamp.at} by ${stamp.authority} (${stamp.known ? 'trusted' : 'not compared'})`);
  for (const { at, authority, known, device, sequence } of sealStamps)
    console.log(
      `seals 1 to ${sequence} of ${device.slice(0, 16)} stamped ${at} by ${authority} (${known ? 'trusted' : 'not compared'})`,
    );
  for (const { number, tilesLeft, tiles, textsLeft, texts, signedAt } of redacted)
    console.log(
      `${number} redacted: ${tilesLeft} of ${tiles} tiles and ${textsLeft} of ${texts} texts are provably the original's, signed ${signedAt}`,
    );
  if (audited)
    console.log(
      `proved to belong to the set with the root ${audited.root} (${audited.known ? 'known' : 'not compared'})`,
    );
  for (const head of heads) console.log(`newest seal --head ${headLine(head)}`);
  console.log(
    `${report.files} files, ${report.exhibits} exhibits, ${report.sealed} of them sealed, ${faults.length} faults`,
  );
}

async function verify(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      device: { type: 'string', multiple: true, default: [] },
      head: { type: 'string', multiple: true, default: [] },
      lost: { type: 'string', multiple: true, default: [] },
      'tsa-roots': { type: 'string' },
      root: { type: 'string', multiple: true, default: [] },
    },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(usage);
  const roots = values['tsa-roots'];
  const known: Known = {
    ...knownOf(values),
    stampRoots: roots === undefined ? [] : pemBlocks(readFileSync(roots, 'utf8'), 'CERTIFICATE'),
    now: new Date(),
  };
  const source = await fileSource(path);
  try {
    const report = await verifyPack(source, known);
    if (values.json) console.log(JSON.stringify(report, undefined, 2));
    else print(report);
    return report.ok ? 0 : 1;
  } finally {
    await source.close();
  }
}

try {
  process.exitCode = await verify();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
