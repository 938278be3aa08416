/** Why a file was not taken, and what to do about it. English; other languages get a file with the same keys. */
import { mostFileBytes } from '#core/evidence/exhibit.ts';
import type { FileProblem } from '#core/files/file-problem.ts';

const mebibytes = mostFileBytes / 1024 / 1024;
const count = (value: number) => new Intl.NumberFormat().format(value);

function reason(problem: FileProblem): string {
  switch (problem.kind) {
    case 'unreadable':
      return 'The browser could not read it. Folders cannot be taken; choose the files in it.';
    case 'empty':
      return 'It is empty.';
    case 'too-large':
      return `It is larger than ${mebibytes} MiB. Export a smaller part.`;
    case 'unknown-kind':
      return 'It is none of PNG, JPEG, WebP, PDF, CSV, TXT and XLSX, whatever its name says.';
    case 'text-under-other-name':
      return `Its name ends in .${problem.ending}, but it holds plain text. Export it again, or give it the ending .txt.`;
    case 'archive-without-workbook':
      return 'It is an archive without an Excel workbook in it. Unpack it and take the files that prove something.';
    case 'old-or-protected-workbook':
      return 'It is an old Office file or one with a password. Save it as XLSX without a password.';
    case 'workbook-with-macros':
      return 'It contains macros. Save it as XLSX without macros.';
    case 'protected':
      return 'It is protected by a password. Save it without the password.';
    case 'broken':
      return 'It is damaged or not complete. Export it again.';
    case 'too-many-pixels':
      return `It has ${count(problem.width)} × ${count(problem.height)} pixels, more than can be read. Cut it into parts.`;
    case 'too-many-pages':
      return `It has ${count(problem.pages)} pages, more than can be read. Take the pages that prove something.`;
    case 'unpacks-too-large':
      return 'It unpacks to more than this device should hold. Export a smaller part.';
  }
}

/** The whole sentence for the person. Nothing of a refused file is kept. */
export const fileRefusal = (name: string, problem: FileProblem): string =>
  `“${name.slice(0, 200)}” was not taken. ${reason(problem)}`;
