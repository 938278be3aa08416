import { useMemo } from 'react';
import { controlGroups } from '#core/catalogue/control.ts';
import { SelectBox } from '../components/SelectBox.tsx';
import { ageChoices, type PackFilter } from './filter.ts';
import type { ShownPack } from './read-pack.ts';
import { words } from './strings.ts';

type FilterBarProps = { pack: ShownPack; filter: PackFilter; onFilter: (filter: PackFilter) => void };

/** A clause leaves other clauses' controls out, so the control that was chosen before goes with it. */
const withChoice = (filter: PackFilter, name: keyof PackFilter, value: string): PackFilter => ({
  ...filter,
  ...(name === 'theme' && { control: '' }),
  [name]: value,
});

/** Search and filters, the same for exhibits and rows. */
export function FilterBar({ pack, filter, onFilter }: FilterBarProps) {
  const people = useMemo(() => {
    const owners = pack.rows.map(({ owner }) => owner);
    const collectors = pack.exhibits.map(({ record }) => record.provenance.collectedBy);
    return [...new Set([...owners, ...collectors])].filter(Boolean).sort();
  }, [pack]);
  const option = (value: string, label: string) => ({ value, label });
  const choices = {
    theme: [
      option('', words.allThemes),
      ...controlGroups
        .filter(({ id }) => id !== 'custom' || pack.rows.some(({ theme }) => theme === id))
        .map(({ id, clause, title }) => option(id, `${clause} ${title}`.trim())),
    ],
    control: [
      option('', words.allControls),
      ...pack.rows
        .filter(({ theme }) => !filter.theme || theme === filter.theme)
        .map(({ control, reference, title }) => option(control, `${reference} ${title}`)),
    ],
    owner: [option('', words.allOwners), ...people.map((name) => option(name, name))],
    age: ageChoices.map((age) => option(age, words.ages[age])),
  };
  const labels = { theme: words.theme, control: words.control, owner: words.owner, age: words.age };
  return (
    <div className="filter-bar" role="search">
      <input
        type="search"
        className="field"
        aria-label={words.search}
        placeholder={words.search}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      {(Object.keys(choices) as (keyof typeof choices)[]).map((name) => (
        <SelectBox
          key={name}
          label={labels[name]}
          value={filter[name]}
          options={choices[name]}
          onChange={(value) => onFilter(withChoice(filter, name, value))}
        />
      ))}
    </div>
  );
}
