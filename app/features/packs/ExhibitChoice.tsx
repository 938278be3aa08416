import { useState } from 'react';
import { SearchInput } from '../../components/SearchInput.tsx';
import { formatMinute, formatUtc } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { exhibitTitle, searchExhibits } from '../evidence/exhibit-words.ts';
import { ChoiceField } from './ChoiceField.tsx';
import type { PackWishState } from './pack-wish.ts';

/** More than anybody looks through; the search finds the rest. */
const mostShown = 100;

/** Exhibits chosen one by one, and the audited pack to which they are proved to belong. */
export function ExhibitChoice({
  state,
  exhibits,
}: {
  state: PackWishState;
  exhibits: readonly StoredExhibit[];
}) {
  const { packScope: words, evidence } = useMessages();
  const [text, setText] = useState('');
  const { wish, sets, leaves, change, choose } = state;
  const provable = leaves ? exhibits.filter(({ recordSha256 }) => leaves.has(recordSha256)) : exhibits;
  const found = searchExhibits(provable, text);
  const shown = found.slice(0, mostShown);
  const audited = [
    { value: '', label: words.noSet },
    ...sets.map(({ manifestSha256, generatedAt, count, version }) => ({
      value: manifestSha256,
      label: words.set(formatUtc(generatedAt), count, version),
    })),
  ];
  return (
    <>
      <ChoiceField
        label={words.audited}
        value={wish.audited}
        options={audited}
        onChange={(sha256) => change({ audited: sha256, exhibits: new Set() })}
      />
      <p className="help">{sets.length === 0 ? words.noSets : words.auditedHelp}</p>
      <fieldset className="exhibit-choice">
        <legend className="label">{words.chosen(wish.exhibits.size)}</legend>
        <div className="choice-tools">
          <SearchInput label={evidence.search} value={text} onChange={setText} />
          <button
            type="button"
            className="button"
            data-size="small"
            onClick={() =>
              choose(
                found.map(({ id }) => id),
                true,
              )
            }
          >
            {words.chooseFound(found.length)}
          </button>
          <button
            type="button"
            className="button"
            data-size="small"
            onClick={() => change({ exhibits: new Set() })}
          >
            {words.chooseNone}
          </button>
        </div>
        <ul>
          {shown.map(({ id, record }) => (
            <li key={id}>
              <label>
                <input
                  type="checkbox"
                  checked={wish.exhibits.has(id)}
                  onChange={({ currentTarget }) => choose([id], currentTarget.checked)}
                />
                <span className="cut">{exhibitTitle(record, evidence.untitled)}</span>
                <span className="help">{formatMinute(record.provenance.capturedAt)}</span>
              </label>
            </li>
          ))}
        </ul>
        {found.length > shown.length && <p className="help">{words.more(found.length - shown.length)}</p>}
      </fieldset>
    </>
  );
}
