/** Fills the app's real stores with sealed exhibits whose pictures are large and alike in nothing, from a page of the app's own origin. */
import { zlibSync } from 'fflate';
import { v7 as uuidv7 } from 'uuid';
import { controls } from '#core/catalogue/controls.ts';
import { createDeviceKey, deviceSigner } from '#core/crypto/device-key.ts';
import { introduceDevice, readRoster } from '#core/seal/device-roster.ts';
import { sealRecord, verifySeal, type LogHead } from '#core/seal/seal.ts';
import { joinBytes, textToBytes, type Bytes } from '#core/shared/bytes.ts';
import { crc32Of } from '#core/verify/zip-layout.ts';
import { linkExhibit } from '#core/workspace/workspace.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { createEvidenceStore } from '../../app/storage/evidence-store.ts';
import { createSealStore } from '../../app/storage/seal-store.ts';
import { openWorkspaceStore } from '../../app/storage/workspace-store.ts';
import { makeExhibit } from '../fixtures/exhibits.ts';

type Wish = { exhibits: number; pictureBytes: number; authority: { url: string; rootPem: string } };

const uint32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

/** PNG, third edition, section 5.3. */
function chunk(type: string, content: Uint8Array): Bytes {
  const body = joinBytes(textToBytes(type), content);
  return joinBytes(uint32(content.length), body, uint32(crc32Of(body)));
}

const width = 640;
/** A picture (PNG, 8 bits RGB) of noise, stored and not compressed: about as many bytes as are asked for, and none like another. */
function noise(sizeBytes: number): { bytes: Bytes; width: number; height: number } {
  const stride = 1 + width * 3;
  const height = Math.max(1, Math.floor(sizeBytes / stride));
  const rows = new Uint8Array(stride * height);
  // As much as the browser gives at once.
  for (let at = 0; at < rows.length; at += 65_536) crypto.getRandomValues(rows.subarray(at, at + 65_536));
  for (let row = 0; row < height; row += 1) rows[row * stride] = 0;
  const bytes = joinBytes(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', joinBytes(uint32(width), uint32(height), Uint8Array.of(8, 2, 0, 0, 0))),
    chunk('IDAT', zlibSync(rows, { level: 0 })),
    chunk('IEND', new Uint8Array()),
  );
  return { bytes, width, height };
}

/** Stores and links the exhibits, sealed one after the other by one device. Gives the bytes of their pictures. */
async function fill({ exhibits, pictureBytes, authority }: Wish): Promise<number> {
  const db = new AppDatabase();
  const evidence = createEvidenceStore(db);
  const logs = createSealStore(db);
  const opened = await openWorkspaceStore(db);
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { doc } = opened.value;
  const signer = deviceSigner(await createDeviceKey());
  const introduction = await introduceDevice(
    signer,
    { ...signer, member: 'Alice Weber', label: 'Extension in Chromium' },
    new Date('2026-01-02T03:04:05Z'),
  );
  const [device] = (await readRoster([introduction])).devices.values();
  if (!device) throw new Error('it introduced itself');
  await logs.noteDevice(device, { introduction, told: null });
  let head: LogHead | undefined;
  let sizeBytes = 0;
  for (let at = 0; at < exhibits; at += 1) {
    const control = controls[at % controls.length]?.id ?? 'A.5.1';
    const at8 = Date.UTC(2026, 1, 1, 8) + at * 60_000;
    const made = await makeExhibit({
      number: at + 1,
      title: `Console page ${at + 1}`,
      url: `https://console.example/pages/${at + 1}`,
      capturedAt: new Date(at8).toISOString(),
      picture: noise(pictureBytes),
      lines: [`Console page ${at + 1}`, 'Retention: 365 days', `Entry: ${uuidv7()}`],
      controls: [control],
    });
    sizeBytes += made.record.files[0]?.sizeBytes ?? 0;
    const sealed = await sealRecord(made.record, signer, head, new Date(at8 + 1_000));
    head = sealed.head;
    const seal = await verifySeal(sealed.line, signer);
    if (!seal) throw new Error('its own seal holds');
    const exhibit = {
      record: made.record,
      recordSha256: made.recordSha256,
      receivedAt: made.record.reviewedAt,
      files: new Map([...made.files].map(([sha256, bytes]) => [sha256, new Blob([bytes])])),
      seal: { seal, line: sealed.line },
    };
    let put = await evidence.put(exhibit);
    // The store gives up after ten seconds; on a busy machine the disk may need longer, and storing it again changes nothing.
    while (!put.ok && put.error.kind === 'storage-slow') put = await evidence.put(exhibit);
    if (!put.ok) throw new Error(put.error.kind);
    linkExhibit(doc, {
      control,
      exhibit: made.record.id,
      linkedBy: 'Alice Weber',
      linkedAt: made.record.reviewedAt,
    });
  }
  await db.settings.put({ name: 'stampAuthorities', value: [authority] });
  const saved = await opened.value.close();
  if (saved.kind !== 'saved') throw new Error(saved.kind);
  db.close();
  return sizeBytes;
}

declare global {
  var fillForPack: typeof fill;
}
globalThis.fillForPack = fill;
