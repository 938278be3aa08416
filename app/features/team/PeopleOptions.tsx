import { useMemberNames } from './use-member-names.ts';

/** What fields of people's names offer: a field names it as its `list`. */
export const peopleList = 'people-options';

/** The team's members, this person, and whom the screen names already; any other name can be typed as well. */
export function PeopleOptions({ names, me = '' }: { names: readonly string[]; me?: string }) {
  const members = useMemberNames();
  const others = [...new Set([me, ...names])].filter((name) => name !== '' && !members.includes(name));
  return (
    <datalist id={peopleList}>
      {[...members, ...others.toSorted((a, b) => a.localeCompare(b))].map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
