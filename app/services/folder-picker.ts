/** A folder that the person chooses (File System Access), and the browser's question about it. Not in every browser, nor in TypeScript's library. */
import type { Directory } from '#core/sync/directory.ts';
import type { StoredFolder } from '../storage/team-row.ts';

type Access = { mode: 'readwrite' };
type FolderPicker = (options: Access & { id: string }) => Promise<FileSystemDirectoryHandle>;
type Permissions = { requestPermission?: (access: Access) => Promise<PermissionState> };

const picker = () =>
  (globalThis as { showDirectoryPicker?: FolderPicker }).showDirectoryPicker?.bind(globalThis);

export const canPickFolders = (): boolean => picker() !== undefined;

/** Undefined when the person closed the question. Call it directly from a click. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await picker()?.({ id: 'exhibit-team', mode: 'readwrite' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** The browser forgets the permission with its last tab; it asks again only after a click. */
export async function allowFolder(directory: Directory): Promise<boolean> {
  const answer = await (directory as Permissions).requestPermission?.({ mode: 'readwrite' });
  return answer === undefined || answer === 'granted';
}

/** What is kept of a folder; each choice is another place to read from the start. */
export const folderOf = (directory: FileSystemDirectoryHandle): StoredFolder => ({
  id: crypto.randomUUID(),
  name: directory.name,
  directory,
});
