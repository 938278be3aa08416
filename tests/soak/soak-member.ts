/** What the soak needs of a member, whether in a browser or in Node. */
import { editsOfEachKind } from '../journeys/random-edits.ts';
import type { CutLine } from './cut-line.ts';

/** Edits of one call: to open the workspace for fewer would take most of the time. */
export const editsPerCall = 2 * editsOfEachKind;

/** A disturbance by name, such as `offline`; it resolves when it is over. */
type Disturbances = Readonly<Record<string, () => Promise<void>>>;

export type SoakMember = {
  name: string;
  /** Makes edits under a name of their own; the words that the member was told are stored. Rejects when it was killed meanwhile. */
  edit: (name: string, seed: number) => Promise<string[]>;
  disturbances: Disturbances;
  /** Whether everything of this member is on the relay, and everything of the relay here. */
  isInStep: () => Promise<boolean>;
  /** The whole workspace, with the comments beside it, as one text. */
  state: () => Promise<string>;
  close: () => Promise<void>;
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until it is so. Throws after `seconds`, and says what for. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  seconds = 120,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(250);
  }
}

/** The line is cut for a while; what is written meanwhile waits. */
export async function cutFor(line: CutLine, ms: number): Promise<void> {
  line.cut();
  await pause(ms);
  line.mend();
}

/** The same invitation over a line of one's own. */
export function throughLine(invitation: string, line: CutLine): string {
  const parts = invitation.split('.');
  parts[5] = Buffer.from(line.url).toString('hex');
  return parts.join('.');
}
