import { useState } from 'react';
import type { FormEvent } from 'react';
import type { SoaFilter, SoaLook, SoaOrder } from '#core/soa/soa-view.ts';
import { soaColumns, soaOrders, usualLook } from '#core/soa/soa-view.ts';
import type { SoaView } from '#core/workspace/soa-views.ts';
import { SelectBox } from '../../components/SelectBox.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { SoaActions } from './soa-actions.ts';
import { inOrder } from './soa-columns.ts';

type ViewBarProps = {
  views: readonly SoaView[];
  /** The view that is shown as it was saved. */
  current: SoaView | undefined;
  filter: SoaFilter;
  look: SoaLook;
  onLook: (look: SoaLook) => void;
  actions: SoaActions;
  onClose: () => void;
};

/** Which columns there are and in which order the rows stand; with the filters, that is a view, which can be kept under a name. */
export function ViewBar({ views, current, filter, look, onLook, actions, onClose }: ViewBarProps) {
  const messages = useMessages();
  const words = messages.views;
  const [name, setName] = useState('');
  const columnWord = (column: Exclude<SoaOrder, 'annex'> | (typeof soaColumns)[number]) =>
    column === 'evidence' ? messages.soa.columns.evidence : messages.versions.fields[column];

  function save(event: FormEvent) {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return;
    // A name that is taken means that view.
    actions.saveView({ id: views.find((view) => view.name === wanted)?.id, name: wanted, filter, look });
    setName('');
  }

  return (
    // Escape closes what its button opened; every control in it is reached by Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className="view-bar"
      aria-label={words.region}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <fieldset className="view-columns">
        <legend className="label">{words.columns}</legend>
        {soaColumns.map((column, at) => {
          const shown = look.columns.includes(column);
          return (
            <label key={column} className="check">
              <input
                type="checkbox"
                checked={shown}
                // The bar was opened to choose something.
                // oxlint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={at === 0}
                onChange={() =>
                  onLook({
                    ...look,
                    columns: inOrder(
                      shown ? look.columns.filter((one) => one !== column) : [...look.columns, column],
                    ),
                  })
                }
              />
              {columnWord(column)}
            </label>
          );
        })}
      </fieldset>
      <div className="view-row">
        <SelectBox<SoaOrder>
          label={words.order}
          value={look.order}
          options={soaOrders.map((order) => ({
            value: order,
            label: words.orderBy(order === 'annex' ? words.annex : columnWord(order)),
          }))}
          onChange={(order) => onLook({ ...look, order })}
        />
        <button
          type="button"
          className="chip"
          aria-pressed={look.descending}
          onClick={() => onLook({ ...look, descending: !look.descending })}
        >
          {words.descending}
        </button>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => onLook(usualLook)}
        >
          {words.usual}
        </button>
        <form className="view-save" onSubmit={save}>
          <input
            className="field"
            aria-label={words.name}
            placeholder={words.namePlaceholder}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" className="button" data-size="small" disabled={name.trim() === ''}>
            {words.save}
          </button>
        </form>
        {current && (
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            onClick={() => actions.deleteView(current)}
          >
            {words.remove(current.name)}
          </button>
        )}
      </div>
      <p className="help">{words.help}</p>
    </section>
  );
}
