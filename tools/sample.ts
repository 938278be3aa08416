/**
 * `npm run sample -- --out FILE.zip`
 * Writes the sample workspace, the same bytes each time: `workspace.json` says what it is, `document.bin` is the document as one Yjs
 * update, `exhibits/<id>.json` are the canonical records and `files/<sha256>` their files.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeZip } from 'client-zip';
import { canonicalRecord } from '#core/evidence/canonical-record.ts';
import { UtcDate } from '#core/pack/utc-date.ts';
import { makeSampleWorkspace } from '#core/sample/sample-workspace.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { schemaVersion } from '#core/workspace/schema-version.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (!values.out) {
  console.error('npm run sample -- --out FILE.zip');
  process.exit(2);
}

const { organization, update, exhibits } = await makeSampleWorkspace();
const lastModified = new UtcDate('2026-11-02T10:00:00.000Z');
const files = new Map<string, Bytes>([
  ['workspace.json', canonicalJson({ format: 'exhibit-workspace/1', schema: schemaVersion, organization })],
  ['document.bin', new Uint8Array(update)],
]);
for (const { record } of exhibits) files.set(`exhibits/${record.id}.json`, canonicalRecord(record));
for (const exhibit of exhibits)
  for (const [sha256, bytes] of exhibit.files) files.set(`files/${sha256}`, bytes);
const zip = makeZip([...files].map(([name, input]) => ({ name, input, lastModified })));
const bytes = new Uint8Array(await new Response(zip).arrayBuffer());
writeFileSync(values.out, bytes);
console.log(
  `${values.out}: ${exhibits.length} exhibits, ${bytes.length} bytes, SHA-256 ${await sha256Hex(bytes)}`,
);
