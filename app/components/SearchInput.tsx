import type { KeyboardEvent, Ref } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { Icon } from './Icon.tsx';

type SearchInputProps = {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
};

export function SearchInput({ label, value, onChange, onKeyDown, ref }: SearchInputProps) {
  const messages = useMessages();
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-search=""
      />
      {value === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button
          type="button"
          className="icon-button"
          aria-label={messages.soa.clear}
          onClick={() => onChange('')}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
