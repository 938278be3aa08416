/** What the engine takes hexadecimal digits for when they stand in the middle of letters. */
const misread: Readonly<Record<string, string>> = {
  l: '1',
  I: '1',
  O: '0',
  o: '0',
  S: '5',
  '¢': 'c',
  '€': 'e',
};

/** As short as Git's shortened hashes; below that it may be a word. */
const shortest = 7;
const leastDigits = 3;

/**
 * Hashes, keys and identifiers in a read word with the digits that the engine, which knows words, takes for letters: `4f2c9ale` is
 * `4f2c9a1e`. Words that could not be one are left as they are.
 */
export const mendIdentifiers = (text: string): string =>
  text.replaceAll(/[\p{L}\p{N}¢€]+/gu, (run) => {
    if (run.length < shortest || !/^[0-9a-flIOoS¢€]+$/.test(run)) return run;
    if ((run.match(/[0-9]/g)?.length ?? 0) < leastDigits || !/[a-f]/.test(run)) return run;
    return run.replaceAll(/[lIOoS¢€]/g, (sign) => misread[sign]!);
  });
