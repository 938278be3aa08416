/** The line of an invitation through a folder: each message is a file that stays until the invitation is cleared. PROTOCOL.md, Invitation. */
import { sha256Hex, type Bytes } from '../shared/bytes.ts';
import { fileNames, readFile, writeFile, type Directory } from './directory.ts';
import type { InvitationLine } from './invitation-host.ts';
import { mostMessageBytes } from './invitation.ts';

/** Opens the line of an invitation's subject. Rejects when the folder cannot be read or written. */
export async function openFolderLine(
  directory: Directory,
  subject: string,
  pollMs = 1_000,
): Promise<InvitationLine> {
  const folder = await directory.getDirectoryHandle('invitations', { create: true });
  const isOurs = (name: string) => name.startsWith(`${subject}.`) && /\.[0-9a-f]{32}$/.test(name);
  const seen = new Set<string>();
  let closed = false;
  let writing: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function write(bytes: Bytes): Promise<void> {
    const name = `${subject}.${(await sha256Hex(bytes)).slice(0, 32)}`;
    seen.add(name);
    if (!(await fileNames(folder)).includes(name)) await writeFile(folder, name, bytes);
  }

  /** Until it is there: a folder may be away for a while, and what the other side said is read once. */
  function send(bytes: Bytes): void {
    if (closed) return;
    const wrote = write(bytes).catch(() => void setTimeout(() => send(bytes), pollMs));
    writing = Promise.all([writing, wrote]);
  }

  async function look(receive: (bytes: Bytes) => void): Promise<void> {
    for (const name of (await fileNames(folder)).filter(isOurs)) {
      if (seen.has(name)) continue;
      const bytes = await readFile(folder, name, mostMessageBytes);
      // A program that synchronises folders may have brought a part of it.
      if (bytes && (await sha256Hex(bytes)).slice(0, 32) !== name.slice(-32)) continue;
      seen.add(name);
      if (bytes && !closed) receive(bytes);
    }
  }

  return {
    send,
    listen(receive) {
      const again = async () => {
        await look(receive).catch(() => undefined);
        if (!closed) timer = setTimeout(() => void again(), pollMs);
      };
      void again();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await writing;
    },
    async clear() {
      for (const name of (await fileNames(folder)).filter(isOurs))
        await folder.removeEntry(name).catch(() => undefined);
    },
  };
}
