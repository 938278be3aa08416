/** Folders and files as the File System standard has them, and what can go wrong with them. */
import type { Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import type { TransportError } from './transport.ts';

/** The part of FileSystemDirectoryHandle (File System standard) that is needed. */
export interface Directory {
  keys(): AsyncIterable<string>;
  getFileHandle(name: string, options?: { create?: boolean }): Promise<DirectoryFile>;
  getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<Directory>;
  removeEntry(name: string): Promise<void>;
}

export interface DirectoryFile {
  getFile(): Promise<Blob>;
  /** What is written is in the file, whole, once it is closed. */
  createWritable(): Promise<{ write(bytes: Bytes): Promise<void>; close(): Promise<void> }>;
}

/** `refused` when the browser has no permission any more, `full` when there is no room, `offline` for everything else. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, TransportError>> {
  try {
    return ok(await work());
  } catch (error) {
    const named = error as { name?: unknown; code?: unknown };
    const reason = error instanceof Error ? error.message : String(error);
    if (named.name === 'QuotaExceededError' || named.code === 'ENOSPC')
      return failure({ kind: 'full', reason });
    if (named.name === 'NotAllowedError' || named.code === 'EACCES')
      return failure({ kind: 'refused', reason });
    return failure({ kind: 'offline', reason });
  }
}

export async function writeFile(folder: Directory, name: string, bytes: Bytes): Promise<void> {
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writable.write(bytes);
  await writable.close();
}

/** Undefined when the file is larger: anybody may have put it there. Rejects when it cannot be read. */
export async function readFile(
  folder: Directory,
  name: string,
  mostBytes: number,
): Promise<Bytes | undefined> {
  const file = await (await folder.getFileHandle(name)).getFile();
  return file.size > mostBytes ? undefined : new Uint8Array(await file.arrayBuffer());
}

/** Sorted. */
export async function fileNames(folder: Directory): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names.sort();
}
