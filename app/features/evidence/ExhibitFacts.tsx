import type { ReactNode } from 'react';
import type { ExhibitPage } from '#core/evidence/exhibit-pages.ts';
import { isComplete, type Population } from '#core/evidence/population.ts';
import { Icon } from '../../components/Icon.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { formatMinute, formatNumber, formatPercent, formatUtc } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { AgreementFact, DoubleTakeFact } from './AgreementFacts.tsx';
import { openableUrl } from './exhibit-words.ts';

/** The device's wall clock at the moment of the capture, with its offset, as ISO 8601 writes it. */
function deviceTime(instant: string, utcOffsetMinutes: number): string {
  const local = new Date(Date.parse(instant) + utcOffsetMinutes * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  const [hours, minutes] = [Math.floor(Math.abs(utcOffsetMinutes) / 60), Math.abs(utcOffsetMinutes) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local} ${utcOffsetMinutes < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

function PopulationFact({ population }: { population: Population }) {
  const messages = useMessages();
  const { rows, first, last, total, said } = population;
  if (total === undefined) return messages.exhibit.rows(rows);
  const complete = isComplete(population) === true;
  return (
    <>
      {first === undefined || last === undefined
        ? messages.exhibit.rowsOf(rows, total)
        : messages.exhibit.rangeOf(first, last, total)}
      <span className="help block">
        {complete ? messages.exhibit.complete : messages.exhibit.partOnly}
        {said && ` ${messages.exhibit.said(said)}`}
      </span>
    </>
  );
}

function PagesFact({ pages }: { pages: readonly ExhibitPage[] }) {
  const messages = useMessages();
  return (
    <>
      {messages.exhibit.pagesCount(pages.length)}
      <ol className="page-list" aria-label={messages.exhibit.pages}>
        {pages.map(({ url, capturedAt, population, isWhole, y }) => (
          <li key={y}>
            <span className="where">{url}</span>
            <span className="help block">
              {[
                formatUtc(capturedAt),
                population?.first !== undefined && population.last !== undefined
                  ? messages.exhibit.pageRange(population.first, population.last)
                  : undefined,
                isWhole ? undefined : messages.exhibit.pageVisible,
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Where, when, by whom and with what: the exhibit's provenance. */
export function ExhibitFacts({ exhibit }: { exhibit: StoredExhibit }) {
  const messages = useMessages();
  const { provenance, reading, redactions = [], remains, doubleTake } = exhibit.record;
  const href = openableUrl(provenance.url);
  const fact = (name: string, value: ReactNode) => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <section className="detail-part" aria-labelledby="exhibit-facts">
      <h2 id="exhibit-facts">{messages.exhibit.provenance}</h2>
      <dl className="facts">
        {provenance.mode === 'file' && fact(messages.exhibit.where, messages.exhibit.chosenFile)}
        {provenance.url !== '' &&
          fact(
            messages.exhibit.where,
            <span className="where">
              <span>{provenance.url}</span>
              <CopyButton text={provenance.url} what={messages.exhibit.where} />
              {href && (
                <a
                  className="icon-button"
                  href={href}
                  target="_blank"
                  rel="noopener noreferrer"
                  aria-label={messages.exhibit.openPage}
                  data-hint={messages.exhibit.openPage}
                >
                  <Icon name="out" />
                </a>
              )}
            </span>,
          )}
        {fact(
          messages.exhibit.captured,
          <>
            <time dateTime={provenance.capturedAt}>{formatMinute(provenance.capturedAt)}</time>
            <span className="help block number">{formatUtc(provenance.capturedAt)}</span>
          </>,
        )}
        {fact(
          messages.exhibit.local,
          <span className="number">
            {deviceTime(provenance.capturedAt, provenance.utcOffsetMinutes)} {provenance.timeZone}
          </span>,
        )}
        {fact(messages.exhibit.received, <span className="number">{formatUtc(exhibit.receivedAt)}</span>)}
        {fact(
          messages.exhibit.by,
          provenance.collectedBy || <span className="faint">{messages.exhibit.nobody}</span>,
        )}
        {provenance.account && fact(messages.exhibit.account, provenance.account)}
        {provenance.population &&
          fact(messages.exhibit.population, <PopulationFact population={provenance.population} />)}
        {provenance.pages && fact(messages.exhibit.pages, <PagesFact pages={provenance.pages} />)}
        {provenance.fileModifiedAt &&
          fact(messages.exhibit.fileModified, formatMinute(provenance.fileModifiedAt))}
        {provenance.area &&
          fact(
            messages.exhibit.area,
            messages.exhibit.areaValue(
              Math.round(provenance.area.width),
              Math.round(provenance.area.height),
              Math.round(provenance.area.x),
              Math.round(provenance.area.y),
            ),
          )}
        {provenance.viewport &&
          fact(
            messages.exhibit.viewport,
            messages.exhibit.viewportValue(
              provenance.viewport.width,
              provenance.viewport.height,
              provenance.devicePixelRatio ?? 1,
            ),
          )}
        {provenance.scroll &&
          fact(
            messages.exhibit.scroll,
            messages.exhibit.scrollValue(Math.round(provenance.scroll.x), Math.round(provenance.scroll.y)),
          )}
        {redactions.length > 0 &&
          fact(
            messages.exhibit.redacted,
            messages.exhibit.redactedValue(
              redactions.reduce((sum, { words }) => sum + words, 0),
              redactions.reduce((sum, { areas }) => sum + areas.length, 0),
            ),
          )}
        {redactions.length > 0 &&
          (remains || provenance.mode !== 'file') &&
          fact(
            messages.exhibit.remains,
            remains ? (
              <>
                {messages.exhibit.remainsValue(remains)}
                <span className="help block">{messages.exhibit.remainsHint}</span>
              </>
            ) : (
              messages.exhibit.remainsNone
            ),
          )}
        {fact(messages.exhibit.agreement, <AgreementFact agreement={reading.agreement} />)}
        {doubleTake && fact(messages.exhibit.doubleTake, <DoubleTakeFact doubleTake={doubleTake} />)}
        {provenance.language && fact(messages.exhibit.language, provenance.language)}
        {fact(messages.exhibit.extension, provenance.extensionVersion)}
        {fact(messages.exhibit.browser, <span className="help">{provenance.userAgent}</span>)}
        {fact(
          messages.exhibit.engine,
          <>
            {reading.engine}
            <span className="help block">
              {messages.exhibit.engineValue(
                reading.wordCount,
                reading.meanConfidence === null ? '' : formatPercent(reading.meanConfidence / 100),
              )}
            </span>
          </>,
        )}
      </dl>
      <p className="help honest">{messages.exhibit.what}</p>
    </section>
  );
}

/** Two decimals of a score, as the threshold is given. */
export const formatScore = (score: number): string => formatNumber(Math.round(score * 100) / 100);
