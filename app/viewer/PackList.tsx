import { useState } from 'react';
import type { Verdict } from '#core/reply/reply.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { words } from './strings.ts';

export type ListItem = {
  key: string;
  label: string;
  title: string;
  detail: string;
  verdict: Verdict | undefined;
};

const step = 200;

type PackListProps = {
  items: readonly ListItem[];
  all: number;
  chosen: string | undefined;
  onChoose: (key: string) => void;
};

/** Exhibits or rows, some hundreds at a time: a pack may have thousands. */
export function PackList({ items, all, chosen, onChoose }: PackListProps) {
  const [most, setMost] = useState(step);
  const left = items.length - most;
  if (items.length === 0)
    return (
      <EmptyState
        icon="search"
        title={all === 0 ? words.noneYet : words.nothing}
        hint={all === 0 ? '' : words.nothingHint}
      />
    );
  return (
    <>
      <p className="help number" role="status">
        {words.shown(items.length, all)}
      </p>
      <ul className="pack-list">
        {items.slice(0, most).map(({ key, label, title, detail, verdict }) => (
          <li key={key}>
            <button
              type="button"
              aria-current={key === chosen ? 'true' : undefined}
              onClick={() => onChoose(key)}
            >
              <span className="label-line">
                <span className="mono">{label}</span>
                {verdict && (
                  <span className="verdict" data-verdict={verdict}>
                    {words.marked(verdict)}
                  </span>
                )}
              </span>
              <span className="title-line">{title}</span>
              <span className="help">{detail}</span>
            </button>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className="button" data-size="small" onClick={() => setMost(most + step)}>
          {words.more(Math.min(step, left))}
        </button>
      )}
    </>
  );
}
