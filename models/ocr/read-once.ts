import { sha256Hex } from '#core/shared/bytes.ts';
import type { Engine } from './engine.ts';
import type { Grey } from './pixels.ts';

/**
 * Reads equal pictures of lines once: menus, states and cells of tables repeat on a page, letter by letter the same. What it remembers
 * is for one picture alone: after a redaction no word may live on in here.
 */
export const readOnce = (readLine: Engine['readLine']): Engine['readLine'] => {
  const known = new Map<string, ReturnType<Engine['readLine']>>();
  return async (line: Grey) => {
    const key = `${line.width} ${await sha256Hex(new Uint8Array(line.data))}`;
    const read = known.get(key) ?? readLine(line);
    known.set(key, read);
    return read;
  };
};
