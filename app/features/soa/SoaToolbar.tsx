import { lazy, memo, Suspense, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { attributeKinds, type AttributeId } from '#core/catalogue/attributes.ts';
import { controlGroups } from '#core/catalogue/control.ts';
import { rules, type RuleId } from '#core/soa/linter.ts';
import type { SoaEntry } from '#core/soa/soa-entry.ts';
import { applicabilitySchema, implementationStatusSchema } from '#core/soa/soa-entry.ts';
import type { SoaFilter, SoaLook } from '#core/soa/soa-view.ts';
import { noFilter, usualLook } from '#core/soa/soa-view.ts';
import type { SoaView } from '#core/workspace/soa-views.ts';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import { Icon } from '../../components/Icon.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { SelectBox } from '../../components/SelectBox.tsx';
import { formatNumber } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { countSoa, isNoFilter } from './soa-filter.ts';
import type { SoaActions } from './soa-actions.ts';

type SoaToolbarProps = {
  all: readonly SoaEntry[];
  shown: number;
  /** What the linter found, by control. */
  found: ReadonlyMap<string, readonly RuleId[]>;
  filter: SoaFilter;
  onFilter: (filter: SoaFilter) => void;
  views: readonly SoaView[];
  look: SoaLook;
  onLook: (look: SoaLook) => void;
  actions: SoaActions;
  search: Ref<HTMLInputElement>;
  onSearchKey: (event: KeyboardEvent<HTMLInputElement>) => void;
};

const ViewBar = lazy(async () => ({ default: (await import('./ViewBar.tsx')).ViewBar }));

/** Stands in a menu for rows without an owner; owners' names have no space before them. */
const nobody = ' ';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** How far the SoA is, as a word, a number and a thin bar. */
function Progress({ label, done, all }: { label: string; done: number; all: number }) {
  const messages = useMessages();
  return (
    <div className="progress">
      <span className="help">{label}</span>
      <span className="number" aria-label={messages.soa.progress(done, all)} role="img">
        <b>{formatNumber(done)}</b>
        <span className="help">/{formatNumber(all)}</span>
      </span>
      <progress className="meter" max={Math.max(all, 1)} value={done} aria-label={label} />
    </div>
  );
}

export const SoaToolbar = memo(function SoaToolbar(props: SoaToolbarProps) {
  const { all, shown, found, filter, onFilter, views, look, onLook, actions, search, onSearchKey } = props;
  const messages = useMessages();
  const counts = countSoa(all);
  const included = all.filter((entry) => entry.applicability !== 'not-applicable').length;
  const timesFound = (rule: RuleId) => [...found.values()].filter((own) => own.includes(rule)).length;
  const set = (change: Partial<SoaFilter>) => onFilter({ ...filter, ...change });
  const filtered = !isNoFilter(filter);
  // Also one whom no row names any more, so that the tick can be taken away.
  const owners = useMemo(
    () => [...new Set([...all.map(({ owner }) => owner), ...filter.owners].filter(Boolean))].sort(),
    [all, filter.owners],
  );
  const [choosing, setChoosing] = useState(false);
  const viewButton = useRef<HTMLButtonElement>(null);
  const current = views.find((view) => same(view.filter, filter) && same(view.look, look));
  const themeChip = (theme: SoaFilter['theme'], word: string, count: number) => (
    <button
      key={theme}
      type="button"
      className="chip"
      aria-pressed={filter.theme === theme}
      onClick={() => set({ theme })}
    >
      {word}
      <span className="count number">{formatNumber(count)}</span>
    </button>
  );

  return (
    <div className="record-tools">
      <div className="tool-row">
        <div className="chips scroll" role="group" aria-label={messages.soa.filters}>
          {themeChip('all', messages.soa.all, all.length)}
          {controlGroups.map(({ id }) =>
            themeChip(id, messages.themes[id], all.filter((entry) => nameOfRow(entry).group === id).length),
          )}
        </div>
        <div className="view-tools">
          {views.length > 0 && (
            <SelectBox
              label={messages.views.choose}
              value={current?.id ?? ''}
              options={[
                { value: '', label: messages.views.none },
                ...views.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(id) => {
                const view = views.find((one) => one.id === id);
                onFilter(view?.filter ?? noFilter);
                onLook(view?.look ?? usualLook);
              }}
            />
          )}
          <button
            ref={viewButton}
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            aria-expanded={choosing}
            onClick={() => setChoosing(!choosing)}
          >
            <Icon name="columns" />
            {messages.views.open}
          </button>
        </div>
        <div className="progresses">
          <Progress label={messages.soa.decided} done={counts.decided} all={counts.all} />
          <Progress label={messages.soa.implemented} done={counts.implemented} all={included} />
          <Progress label={messages.soa.proven} done={counts.proven} all={included} />
        </div>
      </div>
      <div className="tool-row filters">
        <SearchInput
          ref={search}
          label={messages.soa.search}
          value={filter.text}
          onChange={(text) => set({ text })}
          onKeyDown={onSearchKey}
        />
        <SelectBox
          label={messages.soa.filterApplicability}
          value={filter.applicability}
          onChange={(applicability) => set({ applicability })}
          options={[
            { value: 'all', label: messages.soa.anyApplicability },
            ...applicabilitySchema.options.map((value) => ({
              value,
              label: messages.applicability.long[value],
            })),
          ]}
        />
        <SelectBox
          label={messages.soa.filterStatus}
          value={filter.status}
          onChange={(status) => set({ status })}
          options={[
            { value: 'all', label: messages.soa.anyStatus },
            ...implementationStatusSchema.options.map((value) => ({ value, label: messages.status[value] })),
          ]}
        />
        <SelectBox
          label={messages.soa.filterFindings}
          value={filter.rule}
          onChange={(rule) => set({ rule })}
          options={[
            { value: 'all', label: messages.soa.anyFindings },
            { value: 'any', label: messages.soa.withFindings(found.size) },
            ...rules
              .filter(({ id }) => timesFound(id) > 0 || filter.rule === id)
              .map(({ id, title }) => ({ value: id, label: messages.soa.finding(title, timesFound(id)) })),
          ]}
        />
        <FilterMenu
          label={messages.soaFilter.owners}
          any={messages.soaFilter.anyOwner}
          parts={[
            {
              title: '',
              options: ['', ...owners].map((owner) => ({
                value: owner || nobody,
                word: owner || messages.soaFilter.nobody,
              })),
            },
          ]}
          chosen={filter.owners.map((owner) => owner || nobody)}
          onChange={(chosen) => set({ owners: chosen.map((owner) => (owner === nobody ? '' : owner)) })}
        />
        <FilterMenu
          label={messages.soaFilter.attributes}
          any={messages.soaFilter.anyAttribute}
          parts={attributeKinds.map(({ id, values }) => ({
            title: messages.soaFilter.kinds[id],
            options: values.map((value: AttributeId) => ({ value, word: messages.soaFilter.values[value] })),
          }))}
          chosen={filter.attributes}
          // The menu gives back values of its own options.
          onChange={(chosen) => set({ attributes: chosen as AttributeId[] })}
        />
        <SelectBox
          label={messages.comments.filter}
          value={filter.comments}
          onChange={(comments) => set({ comments })}
          options={(['all', 'open', 'mine'] as const).map((value) => ({
            value,
            label: messages.comments.filters[value],
          }))}
        />
        <button
          type="button"
          className="chip"
          aria-pressed={filter.withoutEvidence}
          onClick={() => set({ withoutEvidence: !filter.withoutEvidence })}
        >
          {messages.soa.withoutEvidence}
        </button>
        {filtered && (
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            onClick={() => onFilter(noFilter)}
          >
            {messages.soa.clear}
          </button>
        )}
        <span className="help number shown" role="status">
          {messages.soa.shown(shown, all.length)}
        </span>
      </div>
      {choosing && (
        <Suspense fallback={null}>
          <ViewBar
            views={views}
            current={current}
            filter={filter}
            look={look}
            onLook={onLook}
            actions={actions}
            onClose={() => {
              setChoosing(false);
              viewButton.current?.focus();
            }}
          />
        </Suspense>
      )}
    </div>
  );
});
