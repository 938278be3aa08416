import { lazy } from 'react';
import { isCustomId } from '#core/catalogue/control.ts';
import { findControl } from '#core/catalogue/find-control.ts';
import type { SoaFilter } from '#core/soa/soa-view.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { useMessages } from '../messages/use-messages.ts';
import type { AppServices } from './app-services.ts';
import type { EvidenceFilter } from './evidence/EvidenceScreen.tsx';
import type { Place } from './places.ts';
import { routes } from './routes.ts';
import { SoaScreen } from './soa/SoaScreen.tsx';

// The SoA is home; the other screens come when they are visited.
const RisksPlace = lazy(async () => ({ default: (await import('./risks/RisksPlace.tsx')).RisksPlace }));
const ClauseScreen = lazy(async () => ({
  default: (await import('./clauses/ClauseScreen.tsx')).ClauseScreen,
}));
const EvidenceScreen = lazy(async () => ({
  default: (await import('./evidence/EvidenceScreen.tsx')).EvidenceScreen,
}));
const ExhibitScreen = lazy(async () => ({
  default: (await import('./evidence/ExhibitScreen.tsx')).ExhibitScreen,
}));
const CrosswalkScreen = lazy(async () => ({
  default: (await import('./crosswalks/CrosswalkScreen.tsx')).CrosswalkScreen,
}));
const VersionsScreen = lazy(async () => ({
  default: (await import('./versions/VersionsScreen.tsx')).VersionsScreen,
}));
const PackScreen = lazy(async () => ({ default: (await import('./packs/PackScreen.tsx')).PackScreen }));
const VerifyScreen = lazy(async () => ({
  default: (await import('./verify/VerifyScreen.tsx')).VerifyScreen,
}));
const ImportScreen = lazy(async () => ({
  default: (await import('./import/ImportScreen.tsx')).ImportScreen,
}));
const FindingsScreen = lazy(async () => ({
  default: (await import('./packs/FindingsScreen.tsx')).FindingsScreen,
}));
const ReviewsScreen = lazy(async () => ({
  default: (await import('./reviews/ReviewsScreen.tsx')).ReviewsScreen,
}));
const ConnectionScreen = lazy(async () => ({
  default: (await import('./connection/ConnectionScreen.tsx')).ConnectionScreen,
}));
const TeamScreen = lazy(async () => ({ default: (await import('./team/TeamScreen.tsx')).TeamScreen }));
const SettingsScreen = lazy(async () => ({
  default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen,
}));

function NotFound() {
  const messages = useMessages();
  return (
    <EmptyState icon="search" title={messages.app.notFound} hint={messages.app.notFoundHint}>
      <a className="button" href={routes.soa}>
        {messages.app.toSoa}
      </a>
    </EmptyState>
  );
}

type ScreenProps = {
  place: Place | undefined;
  /** What the screen is about, such as a control or an exhibit. */
  about: string | undefined;
  services: AppServices;
  memberName: () => string;
  soaFilter: SoaFilter;
  onSoaFilter: (filter: SoaFilter) => void;
  evidenceFilter: EvidenceFilter;
  onEvidenceFilter: (filter: EvidenceFilter) => void;
};

/** The screen that an address names, with the services that it needs. */
export function Screen({ place, about, services, memberName, ...filters }: ScreenProps) {
  const {
    workspace,
    soa,
    registers,
    isms,
    clauses,
    comments,
    mentions,
    views,
    look,
    versions,
    approvals,
    sample,
    files,
    evidence,
    inbox,
    undo,
    toasts,
    actions,
    preferences,
    device,
    seals,
    stamps,
    acceptances,
    reviews,
    team,
    storage,
    storeCheck,
    suggester,
    update,
    now,
  } = services;
  // A custom control that was removed is no mistake in the address: the rows are shown without it.
  const control = about === undefined ? undefined : isCustomId(about) ? about : findControl(about)?.id;
  switch (place) {
    case 'soa':
      if (about !== undefined && !control) return <NotFound />;
      return (
        <SoaScreen
          doc={workspace.doc}
          soa={soa}
          registers={registers}
          comments={comments}
          mentions={mentions}
          team={team}
          views={views}
          look={look}
          preferences={preferences}
          evidence={evidence}
          actions={actions}
          filter={filters.soaFilter}
          sample={sample}
          now={now}
          onFilter={filters.onSoaFilter}
          selected={control}
        />
      );
    case 'clauses':
      return (
        <ClauseScreen
          doc={workspace.doc}
          clauses={clauses}
          evidence={evidence}
          undo={undo}
          toasts={toasts}
          memberName={memberName}
          now={now}
          selected={about}
        />
      );
    case 'risks':
      return (
        <RisksPlace
          doc={workspace.doc}
          soa={soa}
          registers={registers}
          undo={undo}
          toasts={toasts}
          preferences={preferences}
          acceptances={acceptances}
          now={now}
        />
      );
    case 'evidence':
      return about === undefined ? (
        <EvidenceScreen
          evidence={evidence}
          soa={soa}
          sample={sample}
          filter={filters.evidenceFilter}
          onFilter={filters.onEvidenceFilter}
        />
      ) : (
        <ExhibitScreen
          key={about}
          id={about}
          evidence={evidence}
          soa={soa}
          actions={actions}
          toasts={toasts}
          suggester={suggester}
          seals={seals}
          stamps={stamps}
        />
      );
    case 'versions':
      return (
        <VersionsScreen
          doc={workspace.doc}
          versions={versions}
          approvals={approvals}
          acceptances={acceptances}
          soa={soa}
          isms={isms}
          clauses={clauses}
          registers={registers}
          evidence={evidence}
          preferences={preferences}
          device={device}
          toasts={toasts}
          now={now}
        />
      );
    case 'crosswalks':
      return <CrosswalkScreen soa={soa} framework={about} />;
    case 'pack':
      if (about === 'findings')
        return (
          <FindingsScreen
            input={{
              doc: workspace.doc,
              undo,
              memberName,
              now,
            }}
          />
        );
      if (about === 'reviews')
        return (
          <ReviewsScreen
            doc={workspace.doc}
            reviews={reviews}
            undo={undo}
            toasts={toasts}
            preferences={preferences}
            now={now}
          />
        );
      return (
        <PackScreen
          doc={workspace.doc}
          undo={undo}
          soa={soa}
          isms={isms}
          clauses={clauses}
          versions={versions}
          approvals={approvals}
          acceptances={acceptances}
          comments={comments}
          registers={registers}
          evidence={evidence}
          preferences={preferences}
          device={device}
          seals={seals}
          stamps={stamps}
          storeCheck={storeCheck}
          now={now}
        />
      );
    case 'verify':
      return <VerifyScreen device={device} seals={seals} stamps={stamps} now={now} />;
    case 'import':
      return (
        <ImportScreen
          doc={workspace.doc}
          evidence={evidence}
          soa={soa}
          registers={registers}
          undo={undo}
          toasts={toasts}
          preferences={preferences}
          now={now}
          files={files}
          isEmpty={() => sample.fits()}
        />
      );
    case 'team':
      return (
        <TeamScreen team={team} preferences={preferences} toasts={toasts} invitation={about} now={now} />
      );
    case 'extension':
      return <ConnectionScreen inbox={inbox} />;
    case 'settings':
      return (
        <SettingsScreen
          doc={workspace.doc}
          isms={isms}
          undo={undo}
          preferences={preferences}
          evidence={evidence}
          storage={storage}
          update={update}
          toasts={toasts}
          device={device}
          seals={seals}
          stamps={stamps}
          storeCheck={storeCheck}
          about={about}
          now={now}
        />
      );
    case undefined:
      return <NotFound />;
  }
}
