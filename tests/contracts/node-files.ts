/** The files and folders of Node as core's file transports expect them from a browser. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleFile } from '#core/sync/bundle-transport.ts';
import type { Directory, DirectoryFile } from '#core/sync/directory.ts';
import type { Bytes } from '#core/shared/bytes.ts';

const isMissing = (error: unknown) => (error as { code?: string }).code === 'ENOENT';

export const nodeBundleFile = (path: string): BundleFile => ({
  read: async () => {
    try {
      return new Blob([await readFile(path)]);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  write: async (parts) => writeFile(path, new Uint8Array(await new Blob([...parts]).arrayBuffer())),
});

const nodeFile = (path: string): DirectoryFile => ({
  getFile: async () => new Blob([new Uint8Array(await readFile(path))]),
  createWritable: async () => {
    const parts: Bytes[] = [];
    return {
      write: async (bytes) => void parts.push(bytes),
      // As in a browser: whole, or not at all.
      close: async () => {
        await writeFile(`${path}.part`, Buffer.concat(parts));
        await rename(`${path}.part`, path);
      },
    };
  },
});

export const nodeDirectory = (path: string): Directory => ({
  async *keys() {
    yield* await readdir(path);
  },
  getFileHandle: (name) => Promise.resolve(nodeFile(join(path, name))),
  async getDirectoryHandle(name) {
    await mkdir(join(path, name), { recursive: true });
    return nodeDirectory(join(path, name));
  },
  removeEntry: (name) => rm(join(path, name)),
});
