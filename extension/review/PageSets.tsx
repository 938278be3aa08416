import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { isComplete, populationOfPages } from '#core/evidence/population.ts';
import { tell } from '../messages/messages.ts';
import type { ExtensionDatabase, PageSet, SetPage } from '../outbox/database.ts';
import {
  closePages,
  discardPages,
  pagesOfSet,
  putBackPage,
  restorePages,
  takeBackPage,
} from '../outbox/page-sets.ts';
import { Icon } from './Icon.tsx';
import { strings } from './strings.ts';
import { useChosenMode } from './use-chosen-mode.ts';

type Collected = { set: PageSet; pages: SetPage[]; takenBack: boolean };

async function collected(db: ExtensionDatabase): Promise<Collected[]> {
  const sets = await db.pageSets.toArray();
  return Promise.all(
    sets.map(async (set) => {
      const pages = await pagesOfSet(db, set.id);
      const all = await db.pages.where('set').equals(set.id).count();
      return { set, pages, takenBack: all > pages.length };
    }),
  );
}

const time = (instant: string) =>
  new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(new Date(instant));

/** What is worth knowing about one page, in a line. */
function remarksOn({ provenance, pager, isWhole, saysSameAs }: SetPage): string {
  const { rows = 0, first, last } = provenance.population ?? {};
  return [
    pager && strings.pages.says(pager.page, pager.of),
    first !== undefined && last !== undefined
      ? strings.pages.rows(first, last)
      : rows > 1 && strings.pages.rowsOnly(rows),
    !isWhole && provenance.mode === 'viewport' && strings.pages.visibleOnly,
    saysSameAs !== undefined && strings.pages.sameAs(saysSameAs),
    time(provenance.capturedAt),
  ]
    .filter(Boolean)
    .join(', ');
}

/** How much of the list the pages show together, where they say how many entries there are. */
function Shown({ pages }: { pages: readonly SetPage[] }) {
  const population = populationOfPages(
    pages.filter(({ saysSameAs }) => saysSameAs === undefined).map(({ provenance }) => provenance.population),
  );
  if (population?.total === undefined) return null;
  const { rows, first, last, total } = population;
  const shown = first !== undefined && last !== undefined ? last - first + 1 : rows;
  return (
    <p>
      {strings.pages.shown(shown, total)}.{' '}
      {isComplete(population) ? strings.pages.complete : strings.pages.partOnly}
    </p>
  );
}

const hostOf = ({ origin }: PageSet) => (URL.canParse(origin) ? new URL(origin).host : origin);
const tellChanged = () => tell({ kind: 'queue-changed' });

function Buttons({ db, set, pages, takenBack }: Collected & { db: ExtensionDatabase }) {
  const [choice] = useChosenMode(db);
  const tabId = choice?.tab.id;
  const count = pages.length;
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="wide"
          disabled={tabId === undefined}
          onClick={() => tabId !== undefined && void tell({ kind: 'clip', mode: 'pages', tabId })}
        >
          {strings.pages.add}
        </button>
        <button
          type="button"
          className="wide primary"
          disabled={count === 0}
          onClick={() => void closePages(db, set.id).then(tellChanged)}
        >
          {strings.pages.finish}
        </button>
      </div>
      <div className="actions">
        <button
          type="button"
          className="wide"
          disabled={tabId === undefined || count === 0}
          title={strings.pages.followingHint}
          onClick={() => tabId !== undefined && void tell({ kind: 'add-following', tabId })}
        >
          {strings.pages.addFollowing}
        </button>
      </div>
      <div className="actions">
        {takenBack ? (
          <button type="button" onClick={() => void putBackPage(db, set.id)}>
            <Icon name="undo" /> {strings.pages.putBack}
          </button>
        ) : (
          <button type="button" disabled={count === 0} onClick={() => void takeBackPage(db, set.id)}>
            <Icon name="undo" /> {strings.pages.takeBack(count)}
          </button>
        )}
        <button
          type="button"
          className="quiet-button"
          onClick={() => void discardPages(db, set.id).then(tellChanged)}
        >
          <Icon name="trash" /> {strings.discard}
        </button>
      </div>
    </>
  );
}

function OpenSet({ db, ...one }: Collected & { db: ExtensionDatabase }) {
  const { set, pages, takenBack } = one;
  return (
    <>
      <ol className="page-list" aria-label={strings.pages.list}>
        {pages.map((page, at) => (
          <li key={page.id} title={page.provenance.url}>
            <b>{strings.pages.page(at + 1)}</b> <span className="quiet">{remarksOn(page)}</span>
            {page.remark && <span className="failure">{page.remark}</span>}
          </li>
        ))}
      </ol>
      {takenBack && <p className="quiet">{strings.pages.takenBack(pages.length + 1)}</p>}
      <Shown pages={pages} />
      {set.failure && (
        <p className="failure" role="alert">
          {set.failure}
        </p>
      )}
      <Buttons db={db} {...one} />
      <p className="quiet">{strings.pages.hint}</p>
    </>
  );
}

/** So often whoever puts the pages together is asked to go on, should it have been stopped. */
const askAgainMs = 5_000;

function Finishing({ count }: { count: number }) {
  useEffect(() => {
    const timer = setInterval(() => void tellChanged(), askAgainMs);
    return () => clearInterval(timer);
  }, []);
  return <progress aria-label={strings.pages.finishing(count)} />;
}

function SetCard({ db, ...one }: Collected & { db: ExtensionDatabase }) {
  const { set, pages } = one;
  const card = (title: string, content: ReactNode) => (
    <section className="card page-set" aria-label={title}>
      <div>
        <h2 tabIndex={-1} data-focus-after>
          {title}
        </h2>
        <p className="quiet">{hostOf(set)}</p>
      </div>
      {content}
    </section>
  );
  if (set.discardedAt !== undefined)
    return (
      <p className="quiet discarded-pages">
        {strings.pages.discarded(pages.length, hostOf(set))}{' '}
        <button
          type="button"
          className="link"
          onClick={() => void restorePages(db, set.id).then(tellChanged)}
        >
          {strings.undo}
        </button>
      </p>
    );
  if (set.state === 'finishing')
    return card(strings.pages.finishing(pages.length), <Finishing count={pages.length} />);
  return card(strings.pages.title(pages.length), <OpenSet db={db} {...one} />);
}

/** The pages that are collected for one clip, by site. An empty region when there are none, so that their coming is heard. */
export function PageSets({ db }: { db: ExtensionDatabase }) {
  const sets = useLiveQuery(() => collected(db), [db]);
  return (
    <div className="region" aria-live="polite">
      {sets?.map((one) => (
        <SetCard key={one.set.id} db={db} {...one} />
      ))}
    </div>
  );
}
