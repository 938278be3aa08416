/** People are known by names that were typed in: what writing one in another way changes makes no other person of it. */

/** The words of a name, without what writing it in another way changes. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Whether two names differ by case, spaces and punctuation at most. Two empty ones are the same. */
export const isSameName = (one: string, other: string): boolean =>
  wordsOf(one).join(' ') === wordsOf(other).join(' ');

/** Whether what is said of somebody, such as "Zoë Brandt, managing director", names this member: all words of the name, one after the other. */
export function namesMember(said: string, member: string): boolean {
  const [all, name] = [wordsOf(said), wordsOf(member)];
  return name.length > 0 && ` ${all.join(' ')} `.includes(` ${name.join(' ')} `);
}
