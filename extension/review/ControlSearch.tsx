import { useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { AnnexControlId } from '#core/catalogue/control.ts';
import { searchControls } from '#core/catalogue/find-control.ts';
import { strings } from './strings.ts';

const maxFound = 12;

/** Finds a control by number or words and hands it over; the field is empty again afterwards. */
export function ControlSearch({
  onChoose,
  taken,
}: {
  onChoose: (control: AnnexControlId) => void;
  taken: readonly AnnexControlId[];
}) {
  const [query, setQuery] = useState('');
  const found =
    query.trim() === ''
      ? []
      : searchControls(query)
          .filter(({ id }) => !taken.includes(id))
          .slice(0, maxFound);
  return (
    <ComboBox
      className="search"
      items={found}
      inputValue={query}
      onInputChange={setQuery}
      selectedKey={null}
      onSelectionChange={(key) => {
        const control = found.find(({ id }) => id === key);
        if (!control) return;
        onChoose(control.id);
        setQuery('');
      }}
      allowsEmptyCollection={false}
    >
      <Label>{strings.search}</Label>
      <Input placeholder={strings.searchHint} />
      <Popover className="search-results">
        <ListBox<(typeof found)[number]>>
          {(control) => (
            <ListBoxItem
              id={control.id}
              textValue={`${control.id} ${control.title}`}
              className="search-result"
            >
              <b>{control.id}</b> {control.title}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
