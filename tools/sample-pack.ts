/**
 * `npm run pack:sample -- --out PACK.zip [--exhibits 12] [--tsa URL --tsa-roots FILE.pem]...`
 * Writes an audit pack of invented exhibits by three devices - one of them revoked since - with an approved SoA, an accepted risk and a
 * management review, signed and, where an authority is named, stamped. Prints the line that verifies it.
 */
import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { buildViewer } from '../app/viewer/build-viewer.ts';
import { createDeviceKey, deviceSigner, type Signer } from '#core/crypto/device-key.ts';
import { pemBlocks } from '#core/crypto/pem.ts';
import { auditPack } from '#core/pack/audit-pack.ts';
import type { PackSealing } from '#core/pack/pack-integrity.ts';
import { introduceDevice, revokeDevice } from '#core/seal/device-roster.ts';
import { sealRecord, type LogHead } from '#core/seal/seal.ts';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { signStatement } from '#core/signing/statement.ts';
import { askAuthorities, type Authority } from '#core/timestamp/ask-authorities.ts';
import { drawPdf } from '#core/typeset/draw-pdf.ts';
import { fontsInNode } from '#models/fonts/font-assets.ts';
import { makeWorkspaceSample, sampleExhibits } from '../tests/fixtures/workspace-sample.ts';
import { sendStampRequest } from './send-stamp-request.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    exhibits: { type: 'string', default: '12' },
    tsa: { type: 'string', multiple: true, default: [] },
    'tsa-roots': { type: 'string', multiple: true, default: [] },
  },
});

async function sealAll(
  signer: Signer,
  records: readonly ExhibitRecord[],
): Promise<{ lines: string[]; head: LogHead | null }> {
  const lines: string[] = [];
  let head: LogHead | undefined;
  for (const record of records) {
    const sealed = await sealRecord(record, signer, head, new Date(record.reviewedAt));
    lines.push(sealed.line);
    head = sealed.head;
  }
  return { lines, head: head ?? null };
}

async function stampBy(authorities: readonly Authority[], signature: Bytes) {
  const asked = await askAuthorities(authorities, signature, {
    send: sendStampRequest,
    random: () => crypto.getRandomValues(new Uint8Array(16)),
    signal: new AbortController().signal,
  });
  const passedOver = asked.ok ? asked.value.passedOver : asked.error.passedOver;
  for (const { authority, error } of passedOver)
    console.log(`no stamp from ${authority}: ${error.kind} ${error.detail}`);
  if (asked.ok) console.log(`stamped ${asked.value.stamp.at} by ${asked.value.authority}`);
  return asked.ok ? asked.value : undefined;
}

async function writeSample(out: string): Promise<void> {
  const count = Number(values.exhibits);
  const wanted = Array.from({ length: count }, (_, at) => {
    const exhibit = sampleExhibits[at % sampleExhibits.length] ?? sampleExhibits[0];
    if (!exhibit) throw new Error('there are sample exhibits');
    return { ...exhibit, title: `${exhibit.title} ${at + 1}` };
  });
  const sample = { ...(await makeWorkspaceSample(wanted)), generatedAt: new Date().toISOString() };
  const signers = await Promise.all([1, 2, 3].map(async () => deviceSigner(await createDeviceKey())));
  const [writer, laptop, lost] = signers;
  if (!writer || !laptop || !lost) throw new Error('three devices were made');
  const start = new Date('2026-01-05T08:00:00Z');
  const half = Math.ceil(sample.exhibits.length / 2);
  const early = await sealAll(lost, sample.exhibits.slice(0, half));
  const late = await sealAll(laptop, sample.exhibits.slice(half));
  const state = (
    kind: 'soa-approval' | 'risk-acceptance' | 'management-review',
    subject: string,
    content: object,
  ) =>
    signStatement(writer, { kind, subject, content, remark: '', member: 'Alice Weber' }, new Date()).then(
      (line) => ({ line, content }),
    );
  const authorities = values.tsa.map((url, at) => {
    const file = values['tsa-roots'][at] ?? values['tsa-roots'][0];
    return {
      name: url,
      url,
      roots: file === undefined ? [] : pemBlocks(readFileSync(file, 'utf8'), 'CERTIFICATE'),
    };
  });
  const sealing: PackSealing = {
    signer: writer,
    roster: [
      await introduceDevice(writer, { ...writer, member: 'Alice Weber', label: 'Workspace' }, start),
      await introduceDevice(writer, { ...laptop, member: 'Alice Weber', label: 'Laptop' }, start),
      await introduceDevice(writer, { ...lost, member: 'Bob Krause', label: 'Lost laptop' }, start),
      await revokeDevice(
        writer,
        { device: lost.fingerprint, from: new Date(), lastSeal: early.head, reason: 'lost' },
        new Date(),
      ),
    ],
    logs: {
      ...(early.lines.length > 0 && { [lost.fingerprint]: early.lines }),
      ...(late.lines.length > 0 && { [laptop.fingerprint]: late.lines }),
    },
    statements: [
      await state('soa-approval', '3', { version: 3, entries: sample.entries }),
      await state('risk-acceptance', 'R-7', { risk: 'R-7', residual: 6, until: '2027-05-01' }),
      await state('management-review', '2026-1', { heldOn: '2026-04-20', decisions: ['Budget for backups'] }),
    ],
    ...(authorities.length > 0 && { stamp: (signature: Bytes) => stampBy(authorities, signature) }),
  };
  const viewer = await buildViewer();
  const pack = auditPack({ ...sample, sealing, viewer, drawPdf: (report) => drawPdf(report, fontsInNode) });
  await pipeline(Readable.from(pack), createWriteStream(out));
  const roots = values['tsa-roots'].map((file) => ` --tsa-roots ${file}`).join('');
  console.log(`${count} exhibits in ${out}`);
  console.log(`npm run verify -- ${out} --device ${writer.fingerprint}${roots}`);
}

if (values.out === undefined) {
  console.error('npm run pack:sample -- --out PACK.zip [--exhibits 12] [--tsa URL --tsa-roots FILE.pem]...');
  process.exitCode = 2;
} else {
  await writeSample(values.out);
}
