/** Reads the tables of one file away from the page's thread, answers once and is done. */
import { readImportFile } from '#core/exchange/import-file.ts';

addEventListener('message', ({ data }: MessageEvent<{ bytes: Uint8Array<ArrayBuffer>; name: string }>) =>
  postMessage(readImportFile(data.bytes, data.name)),
);
