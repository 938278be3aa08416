import { mostFileBytes } from '../evidence/exhibit.ts';
import { describe, expect, it } from 'vitest';
import {
  bombWorkbook,
  jpeg3x2,
  losslessWebp3x2,
  pngHeader,
  webp3x2,
  withDeclaredSizes,
  workbookParts,
  zipOf,
} from '../../tests/fixtures/files.ts';
import { textToBytes } from '../shared/bytes.ts';
import { inspectFile, xlsxType } from './file-kind.ts';

const users = 'Name;E-mail;Role\nCora;cora@kestrel.example;Admin\nIvo;ivo@kestrel.example;Reader\n';
const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);

describe('a file is what its bytes say', () => {
  it.each([
    ['png', pngHeader(800, 600), { mediaType: 'image/png', size: { width: 800, height: 600 } }],
    ['jpeg', jpeg3x2, { mediaType: 'image/jpeg', size: { width: 3, height: 2 } }],
    ['webp', webp3x2, { mediaType: 'image/webp', size: { width: 3, height: 2 } }],
    ['lossless webp', losslessWebp3x2, { mediaType: 'image/webp', size: { width: 3, height: 2 } }],
    ['pdf', textToBytes('%PDF-1.7\n'), { mediaType: 'application/pdf' }],
    ['workbook', zipOf(workbookParts('')), { mediaType: xlsxType }],
    ['table', textToBytes(users), { mediaType: 'text/csv' }],
    ['text', textToBytes('PermitRootLogin no\nPasswordAuthentication no\n'), { mediaType: 'text/plain' }],
    [
      'prose',
      textToBytes('Every change, however small, is reviewed.\nTests, then merges.\nDone.'),
      { mediaType: 'text/plain' },
    ],
  ] as const)('knows a %s whatever it is called', (_kind, bytes, known) => {
    for (const name of ['evidence', 'evidence.bin', 'evidence.csv'])
      expect(inspectFile(bytes, name)).toEqual({ ok: true, value: known });
  });
});

describe('what cannot become evidence is refused with its reason', () => {
  it.each([
    ['nothing in it', new Uint8Array(), 'empty'],
    ['more than 64 MiB', new Uint8Array(mostFileBytes + 1), 'too-large'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'unknown-kind'],
    ['a GIF', textToBytes('GIF89a\u0001\u0000\u0001\u0000\u0000'), 'unknown-kind'],
    ['a text called .xlsx', textToBytes(users), 'text-under-other-name'],
    ['an archive of anything', zipOf({ 'a.txt': 'a' }), 'archive-without-workbook'],
    ['half an archive', zipOf({ 'a.txt': 'a' }).subarray(0, 40), 'broken'],
    ['an old workbook', old, 'old-or-protected-workbook'],
    ['macros', zipOf({ ...workbookParts(''), 'xl/vbaProject.bin': 'x' }), 'workbook-with-macros'],
    ['a picture of 60,000 × 60,000', pngHeader(60_000, 60_000), 'too-many-pixels'],
    ['a picture of 40,000 × 10', pngHeader(40_000, 10), 'too-many-pixels'],
    ['a picture without size', pngHeader(0, 5), 'broken'],
    ['a cut JPEG', jpeg3x2.subarray(0, 60), 'broken'],
    ['an honest bomb', withDeclaredSizes(zipOf(workbookParts('')), 0x7fffffff), 'unpacks-too-large'],
  ] as const)('%s', (_what, bytes, kind) => {
    expect(inspectFile(bytes, 'evidence.xlsx')).toMatchObject({ ok: false, error: { kind } });
  });

  it('unpacks nothing to find that out', () => {
    const bomb = withDeclaredSizes(bombWorkbook(3), 1_000);
    expect(inspectFile(bomb, 'bomb.xlsx')).toEqual({ ok: true, value: { mediaType: xlsxType } });
  });
});
