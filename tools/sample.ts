/**
 * `npm run sample -- --out FILE.zip`
 * Writes the sample workspace as a workspace file, the same bytes each time; the app takes it in under Import.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { workspaceFile } from '#core/exchange/workspace-file.ts';
import { UtcDate } from '#core/pack/utc-date.ts';
import { makeSampleWorkspace } from '#core/sample/sample-workspace.ts';
import { sha256Hex } from '#core/shared/bytes.ts';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (!values.out) {
  console.error('npm run sample -- --out FILE.zip');
  process.exit(2);
}

const { organization, update, exhibits } = await makeSampleWorkspace();
const files = new Map(exhibits.flatMap((exhibit) => [...exhibit.files]));
const zip = workspaceFile({
  organization,
  update,
  records: exhibits.map(({ record }) => record),
  readFile: (sha256) => Promise.resolve(files.get(sha256)),
  lastModified: new UtcDate('2026-11-02T10:00:00.000Z'),
});
const bytes = new Uint8Array(await new Response(zip).arrayBuffer());
writeFileSync(values.out, bytes);
console.log(
  `${values.out}: ${exhibits.length} exhibits, ${bytes.length} bytes, SHA-256 ${await sha256Hex(bytes)}`,
);
