/**
 * Menus that float: the only parts that need react-aria, kept in one file that loads when the first is opened (and ahead of
 * that when the browser is idle), so that the first paint does not wait for it.
 */
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon } from './Icon.tsx';

type Floating = {
  /** The element that the menu belongs to: it opens beside it and gives the focus back. */
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
};

/** Closes and gives the focus back once the popover is gone. */
const closing =
  ({ anchor, onClose }: Floating) =>
  () => {
    onClose();
    requestAnimationFrame(() => anchor.isConnected && anchor.focus({ preventScroll: true }));
  };

function Float({ children, ...float }: Floating & { children: ReactNode }) {
  const trigger = useMemo(() => ({ current: float.anchor }), [float.anchor]);
  return (
    <Popover
      className="popover"
      aria-label={float.label}
      triggerRef={trigger}
      placement="bottom start"
      offset={4}
      isOpen
      onOpenChange={(open) => !open && closing(float)()}
    >
      {children}
    </Popover>
  );
}

type ChoiceMenuProps<Value extends string> = Floating & {
  /** The present one; undefined while there is none. */
  value: Value | undefined;
  options: readonly { value: Value; word: string; mark: ReactNode }[];
  onChoose: (value: Value) => void;
};

/** One of a few states, the present one ticked. */
export function ChoiceMenu<Value extends string>({
  value,
  options,
  onChoose,
  ...float
}: ChoiceMenuProps<Value>) {
  return (
    <Float {...float}>
      <Menu
        className="choices"
        aria-label={float.label}
        // A menu that was just opened takes the focus, as its pattern asks.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={value === undefined ? [] : [value]}
        onAction={(key) => {
          const chosen = options.find((option) => option.value === key);
          if (chosen && chosen.value !== value) onChoose(chosen.value);
        }}
        onClose={closing(float)}
      >
        {options.map((option) => (
          <MenuItem key={option.value} id={option.value} textValue={option.word} className="choice">
            {option.mark}
            {option.value === value && (
              <span className="tick">
                <Icon name="check" />
              </span>
            )}
          </MenuItem>
        ))}
      </Menu>
    </Float>
  );
}

type CheckMenuProps = Floating & {
  /** A part without a title has no heading. */
  parts: readonly { title: string; options: readonly { value: string; word: string }[] }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Any number of many; it stays open while they are chosen. */
export function CheckMenu({ parts, chosen, onChange, ...float }: CheckMenuProps) {
  const all = parts.flatMap(({ options }) => options.map(({ value }) => value));
  return (
    <Float {...float}>
      <Menu
        className="choices tall"
        aria-label={float.label}
        // A menu that was just opened takes the focus, as its pattern asks.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus="first"
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={(keys) => onChange(keys === 'all' ? all : all.filter((value) => keys.has(value)))}
        onClose={closing(float)}
      >
        {parts.map(({ title, options }) => (
          <MenuSection key={title} aria-label={title || float.label}>
            {title && <Header className="label choice-part">{title}</Header>}
            {options.map(({ value, word }) => (
              <MenuItem key={value} id={value} textValue={word} className="choice">
                {({ isSelected }) => (
                  <>
                    <span className="cut">{word}</span>
                    <span className="tick">{isSelected && <Icon name="check" />}</span>
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Float>
  );
}

export type SearchMenuItem = {
  id: string;
  title: string;
  detail: string;
  search: string;
  picture?: ReactNode;
};

type SearchMenuProps = Floating & {
  items: readonly SearchMenuItem[];
  placeholder: string;
  nothing: string;
  onChoose: (id: string) => void;
};

/** Finds one of many by typing. */
export function SearchMenu({ items, placeholder, nothing, onChoose, ...float }: SearchMenuProps) {
  const { contains } = useFilter({ sensitivity: 'base', ignorePunctuation: false });
  return (
    <Float {...float}>
      <Dialog className="picker" aria-label={float.label}>
        <Autocomplete
          filter={(text, query) =>
            query
              .split(/\s+/)
              .filter(Boolean)
              .every((word) => contains(text, word))
          }
        >
          {/* Opened in order to type in it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <SearchField className="search" aria-label={placeholder} autoFocus>
            <Icon name="search" />
            <Input placeholder={placeholder} />
          </SearchField>
          <Menu
            className="choices"
            aria-label={float.label}
            items={items}
            renderEmptyState={() => <p className="none">{nothing}</p>}
            onAction={(key) => onChoose(String(key))}
            onClose={closing(float)}
          >
            {(item) => (
              <MenuItem id={item.id} textValue={item.search} className="choice">
                {item.picture}
                <span className="two">
                  <span>{item.title}</span>
                  <span className="help">{item.detail}</span>
                </span>
              </MenuItem>
            )}
          </Menu>
        </Autocomplete>
      </Dialog>
    </Float>
  );
}
