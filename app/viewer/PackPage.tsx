import { useEffect, useMemo, useState } from 'react';
import type { PackReport } from '#core/verify/verification.ts';
import { leftOutText, scopeText } from '#core/pack/pack-scope.ts';
import { subjectKey, type Mark, type Subject } from '#core/reply/reply.ts';
import { Icon } from '../components/Icon.tsx';
import { formatUtc } from '../messages/format.ts';
import type { OwnCheck } from './check-pack.ts';
import { CheckPart } from './CheckPart.tsx';
import { ExhibitDetail } from './ExhibitDetail.tsx';
import { FilterBar } from './FilterBar.tsx';
import { ageDays, filterExhibits, filterRows, noFilter } from './filter.ts';
import { keepDraft, markOf, readDraft, withMark, type Draft } from './marks.ts';
import { PackList, type ListItem } from './PackList.tsx';
import { ReplyPart } from './ReplyPart.tsx';
import { RowDetail } from './RowDetail.tsx';
import { StatementList } from './StatementList.tsx';
import type { ShownPack } from './read-pack.ts';
import { words } from './strings.ts';

type Place = keyof typeof words.places;
const places = Object.keys(words.places) as Place[];

/** One sentence on how far the pack was checked, always in view. */
function Standing({
  own,
  whole,
  toCheck,
}: {
  own: OwnCheck;
  whole: PackReport | undefined;
  toCheck: () => void;
}) {
  const faults = (whole ?? own.report).faults.length;
  const sentence = whole
    ? faults > 0
      ? words.wholeBad(faults)
      : words.wholeOk(whole.files)
    : faults > 0
      ? words.ownBad(faults)
      : words.ownOk(own.read, own.unread);
  return (
    <div className="standing" data-kind={faults > 0 ? 'bad' : whole ? 'good' : 'half'}>
      <p role="status">
        <Icon name={faults > 0 ? 'warning' : 'check'} /> {sentence}
      </p>
      <button type="button" className="button" data-size="small" onClick={toCheck}>
        {words.toCheck}
      </button>
    </div>
  );
}

export function PackPage({ pack, own }: { pack: ShownPack; own: OwnCheck }) {
  const [place, setPlace] = useState<Place>('exhibits');
  const [filter, setFilter] = useState(noFilter);
  const [chosen, setChosen] = useState<string>();
  const [draft, setDraft] = useState<Draft>(() => readDraft(pack));
  const [whole, setWhole] = useState<PackReport>();
  const { generatedAt, organization, scope, leftOut } = pack.manifest;

  useEffect(() => {
    keepDraft(pack, draft);
    if (draft.saved) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [pack, draft]);

  const shown = useMemo(() => {
    const exhibits = filterExhibits(pack.exhibits, filter, generatedAt);
    const rows = filterRows(pack.rows, pack.exhibits, filter, generatedAt);
    const verdicts = new Map(draft.marks.map((mark) => [subjectKey(mark.subject), mark.verdict]));
    const exhibitItems = exhibits.map((one): ListItem => ({
      key: one.id,
      label: one.number,
      title: one.record.provenance.title,
      detail: [...one.rows.map(({ reference }) => reference), words.days(ageDays(one, generatedAt))].join(
        ' · ',
      ),
      verdict: verdicts.get(one.id),
    }));
    const rowItems = rows.map((row): ListItem => ({
      key: row.control,
      label: row.reference,
      title: row.title,
      detail: `${row.applicability} · ${row.status} · ${row.owner || words.nobody}`,
      verdict: verdicts.get(row.control),
    }));
    return { exhibits: exhibitItems, rows: rowItems };
  }, [pack, filter, generatedAt, draft.marks]);

  function open(subject: Subject) {
    setPlace(subject.kind === 'exhibit' ? 'exhibits' : 'rows');
    setChosen(subjectKey(subject));
  }
  const mark = (subject: Subject) => ({
    subject,
    mark: markOf(draft, subject),
    onMark: (next: Mark | undefined) => setDraft((before) => withMark(before, subject, next)),
  });
  const report = whole ?? own.report;
  const exhibit = pack.exhibits.find(({ id }) => id === chosen);
  const row = pack.rows.find(({ control }) => control === chosen);
  const lists = place === 'exhibits' || place === 'rows';

  return (
    <div className="viewer">
      <header className="viewer-head">
        <div>
          <h1>{organization || words.title}</h1>
          <p className="help">
            {words.made(formatUtc(generatedAt))}. {words.scope(scopeText(scope), leftOutText(leftOut))}
          </p>
        </div>
        <nav aria-label={words.title}>
          <ul className="chips">
            {places.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  className="chip"
                  aria-pressed={place === name}
                  onClick={() => {
                    setPlace(name);
                    setChosen(undefined);
                  }}
                >
                  {words.places[name]}
                  {name === 'reply' && draft.marks.length > 0 && (
                    <span className="count number">{draft.marks.length}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <Standing own={own} whole={whole} toCheck={() => setPlace('check')} />
      </header>
      <main className="viewer-main" data-place={place} data-chosen={lists && chosen !== undefined}>
        {lists && (
          <>
            <section className="list-side" aria-label={words.places[place]}>
              <FilterBar pack={pack} filter={filter} onFilter={setFilter} />
              <PackList
                items={shown[place]}
                all={place === 'exhibits' ? pack.exhibits.length : pack.rows.length}
                chosen={chosen}
                onChoose={setChosen}
              />
            </section>
            <section className="detail-side" aria-live="off">
              {chosen !== undefined && (
                <button
                  type="button"
                  className="button back"
                  data-size="small"
                  onClick={() => setChosen(undefined)}
                >
                  <Icon name="left" /> {words.back}
                </button>
              )}
              {place === 'exhibits' && exhibit && (
                <ExhibitDetail
                  key={exhibit.id}
                  pack={pack}
                  exhibit={exhibit}
                  report={report}
                  marking={mark({ kind: 'exhibit', id: exhibit.id, number: exhibit.number })}
                  onOpen={open}
                />
              )}
              {place === 'rows' && row && (
                <RowDetail
                  key={row.control}
                  pack={pack}
                  row={row}
                  marking={mark({ kind: 'row', control: row.control })}
                  onOpen={open}
                />
              )}
              {chosen === undefined && <p className="help hint">{words.choose}</p>}
            </section>
          </>
        )}
        {place === 'statements' && <StatementList pack={pack} report={report} />}
        {/* Stays there while others are shown, so that a running check goes on. */}
        <div hidden={place !== 'check'}>
          <CheckPart pack={pack} own={own} onWhole={setWhole} />
        </div>
        {place === 'reply' && <ReplyPart pack={pack} draft={draft} onDraft={setDraft} onOpen={open} />}
      </main>
    </div>
  );
}
