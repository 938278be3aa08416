/** Real files of each kind, made while the tests run by programs that are not ours: LibreOffice and Chromium. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const rows = [
  ['User', 'Multi-factor authentication', 'Role', 'Last sign-in'],
  ['cora.lindqvist@kestrel.example', 'Enforced', 'Administrator', '2026-11-20'],
  ['ivo.tamm@kestrel.example', 'Enforced', 'Auditor', '2026-11-21'],
  ['mara.oduya@kestrel.example', 'Not enrolled', 'Developer', '2026-11-02'],
];
export const usersCsv = `${rows.map((row) => row.join(';')).join('\r\n')}\r\n`;
const policy =
  '<body style="font:20px sans-serif;margin:40px"><h1>Backup schedule</h1>' +
  '<p>Database backups run every night at 02:00 and are encrypted.</p><p>The restore test of October succeeded.</p>';

export type MadeFiles = Record<
  'png' | 'jpg' | 'webp' | 'pdf' | 'scan' | 'locked' | 'csv' | 'txt' | 'xlsx',
  string
>;

function convert(dir: string, from: string, filter: string): void {
  const profile = `-env:UserInstallation=file://${join(dir, 'office')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', dir, from], {
    stdio: 'ignore',
  });
}

/** The page's picture as the browser itself encodes it. */
async function encoded(page: Page, png: Buffer, type: string): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([source, wanted]) => {
      const bitmap = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      return canvas.toDataURL(wanted, 0.9).split(',')[1] ?? '';
    },
    [`data:image/png;base64,${png.toString('base64')}`, type] as const,
  );
  return Buffer.from(base64, 'base64');
}

/** Writes one file of each kind into `dir`; `scan` is a PDF of one picture, `locked` one with a password. Gives their paths. */
export async function makeFiles(dir: string, page: Page): Promise<MadeFiles> {
  mkdirSync(dir, { recursive: true });
  const path = (name: string) => join(dir, name);
  writeFileSync(path('users.csv'), usersCsv);
  // LibreOffice takes commas unless it is told otherwise.
  mkdirSync(path('commas'));
  writeFileSync(path('commas/users.csv'), usersCsv.replaceAll(';', ','));
  convert(dir, path('commas/users.csv'), 'xlsx:Calc MS Excel 2007 XML');
  writeFileSync(path('access.csv'), usersCsv.replaceAll(';', ','));
  convert(dir, path('access.csv'), 'pdf:calc_pdf_Export');
  writeFileSync(path('locked.csv'), usersCsv);
  const lock = JSON.stringify({
    EncryptFile: { type: 'boolean', value: 'true' },
    DocumentOpenPassword: { type: 'string', value: 'kestrel' },
  });
  convert(dir, path('locked.csv'), `pdf:calc_pdf_Export:${lock}`);
  writeFileSync(
    path('sshd.txt'),
    'PermitRootLogin no\r\nPasswordAuthentication no\r\nMaxAuthTries 3\r\nLogLevel VERBOSE\r\n',
  );

  await page.setViewportSize({ width: 900, height: 500 });
  await page.setContent(policy);
  const png = await page.screenshot();
  writeFileSync(path('backup.png'), png);
  for (const [name, type] of [
    ['backup.jpg', 'image/jpeg'],
    ['backup.webp', 'image/webp'],
  ] as const)
    writeFileSync(path(name), await encoded(page, png, type));
  await page.setContent(`<img style="width:100%" src="data:image/png;base64,${png.toString('base64')}">`);
  writeFileSync(path('scan.pdf'), await page.pdf({ format: 'A4' }));

  return {
    png: path('backup.png'),
    jpg: path('backup.jpg'),
    webp: path('backup.webp'),
    pdf: path('access.pdf'),
    scan: path('scan.pdf'),
    locked: path('locked.pdf'),
    csv: path('users.csv'),
    txt: path('sshd.txt'),
    xlsx: path('users.xlsx'),
  };
}
