import { useState } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { CheckMenu } from '../../components/lazy-overlays.tsx';
import { useMessages } from '../../messages/use-messages.ts';

type FilterMenuProps = {
  label: string;
  /** What the button says while nothing is chosen. */
  any: string;
  parts: readonly { title: string; options: readonly { value: string; word: string }[] }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** A button that says what it lets pass, and opens a menu in which any number can be ticked. */
export function FilterMenu({ label, any, parts, chosen, onChange }: FilterMenuProps) {
  const words = useMessages().soaFilter;
  const [anchor, setAnchor] = useState<HTMLElement>();
  const options = parts.flatMap((part) => part.options);
  const named = chosen.map((value) => options.find((option) => option.value === value)?.word ?? value);
  const said = words.chosen(named[0], chosen.length);
  return (
    <span className="select" data-set={chosen.length > 0}>
      <button
        type="button"
        className="cut"
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-label={words.menu(label, said || any)}
        data-hint={named.length > 1 ? named.join(', ') : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {said || any}
      </button>
      <Icon name="down" />
      {anchor && (
        <CheckMenu
          anchor={anchor}
          label={label}
          parts={parts}
          chosen={chosen}
          onChange={onChange}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </span>
  );
}
