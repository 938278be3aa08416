import { Suspense, lazy, useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { findControl } from '#core/catalogue/find-control.ts';
import { noFilter } from '#core/soa/soa-view.ts';
import type { SoaView } from '#core/workspace/soa-views.ts';
import { ReadOnlyBanner, SavingBanner, StoreCheckBanner, UpdateBanner } from '../components/Banners.tsx';
import { EditRightContext } from '../components/EditFieldset.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { HintLayer } from '../components/HintLayer.tsx';
import { Icon } from '../components/Icon.tsx';
import { Shell } from '../components/Shell.tsx';
import type { NavItem } from '../components/Shell.tsx';
import { ToastStack } from '../components/ToastStack.tsx';
import { preloadOverlays } from '../components/lazy-overlays.tsx';
import { useWatchable } from '../components/use-watchable.ts';
import { formatNumber } from '../messages/format.ts';
import { useMessages } from '../messages/use-messages.ts';
import type { AppUpdate } from '../services/app-update.ts';
import type { IsmsFacts } from '#core/workspace/isms.ts';
import type { Clauses } from '../services/clause-projection.ts';
import type { ApprovalsPort } from '../services/approvals-port.ts';
import type { Comments } from '../services/comment-projection.ts';
import type { DevicePort } from '../services/device-port.ts';
import type { EvidencePort } from '../services/evidence-port.ts';
import type { InboxPort } from '../services/inbox-port.ts';
import type { PreferencesService } from '../services/preferences.ts';
import type { Registers } from '../services/register-projection.ts';
import type { ReviewsPort } from '../services/reviews-port.ts';
import type { SealsPort } from '../services/seals-port.ts';
import type { StampsPort } from '../services/stamps-port.ts';
import type { StatementsPort } from '../services/statements-port.ts';
import type { Mentions } from '../services/mentions.ts';
import type { LookService } from '../services/soa-looks.ts';
import type { SoaProjection } from '../services/soa-projection.ts';
import type { Sample } from '../services/sample.ts';
import type { SoaVersions } from '../services/soa-versions.ts';
import type { StoreCheckPort } from '../services/store-check-port.ts';
import type { StorageFactsService } from '../services/storage-facts.ts';
import type { Suggester } from '../services/suggester.ts';
import type { TeamPort } from '../services/team-port.ts';
import type { Toasts } from '../services/toasts.ts';
import type { Undo } from '../services/undo.ts';
import type { Watchable } from '../services/watchable.ts';
import type { WorkspaceFiles } from '../services/workspace-files.ts';
import type { WorkspacePort } from '../services/workspace-port.ts';
import { HeaderTools } from './HeaderTools.tsx';
import type { EvidenceFilter } from './evidence/EvidenceScreen.tsx';
import { routes } from './routes.ts';
import { TeamContext } from './team/team-context.ts';
import { SoaScreen } from './soa/SoaScreen.tsx';
import type { SoaActions } from './soa/soa-actions.ts';
import { useGlobalKeys } from './use-global-keys.ts';

/** All that lives longer than a screen. The composition root builds it once. */
export type AppServices = {
  workspace: WorkspacePort;
  soa: Watchable<SoaProjection>;
  registers: Watchable<Registers>;
  isms: Watchable<IsmsFacts>;
  clauses: Watchable<Clauses>;
  comments: Watchable<Comments>;
  mentions: Mentions;
  views: Watchable<readonly SoaView[]>;
  look: LookService;
  versions: SoaVersions;
  approvals: ApprovalsPort;
  sample: Sample;
  files: WorkspaceFiles;
  evidence: EvidencePort;
  inbox: InboxPort;
  undo: Undo;
  /** Whether this person may change the workspace. */
  editRight: Watchable<boolean>;
  toasts: Toasts;
  actions: SoaActions;
  preferences: PreferencesService;
  device: DevicePort;
  seals: SealsPort;
  stamps: StampsPort;
  statements: StatementsPort;
  reviews: ReviewsPort;
  team: TeamPort;
  storage: StorageFactsService;
  storeCheck: StoreCheckPort;
  suggester: Suggester;
  update: AppUpdate;
  now: () => Date;
};

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

type Place =
  | 'soa'
  | 'clauses'
  | 'risks'
  | 'evidence'
  | 'versions'
  | 'crosswalks'
  | 'pack'
  | 'verify'
  | 'import'
  | 'team'
  | 'extension'
  | 'settings';

/** The screen and what it is about, from the address; the first part is empty at the start. */
function placeOf(location: string): { place: Place | undefined; about: string | undefined } {
  const [first = '', about] = location.split('/').filter(Boolean).map(decodeURIComponent);
  const places: readonly Place[] = [
    'soa',
    'clauses',
    'risks',
    'evidence',
    'versions',
    'crosswalks',
    'pack',
    'verify',
    'import',
    'team',
    'extension',
    'settings',
  ];
  return { place: first === '' ? 'soa' : places.find((place) => place === first), about };
}

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

export function App(services: AppServices) {
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
    editRight,
    toasts,
    actions,
    preferences,
    device,
    seals,
    stamps,
    statements,
    reviews,
    team,
    storage,
    storeCheck,
    suggester,
    update,
    now,
  } = services;
  const messages = useMessages();
  const [location] = useHashLocation();
  const { place, about } = placeOf(location);
  const [soaFilter, setSoaFilter] = useState(noFilter);
  const [evidenceFilter, setEvidenceFilter] = useState<EvidenceFilter>({ text: '', control: 'all' });
  const [updateLater, setUpdateLater] = useState(false);
  const exhibitCount = useWatchable(evidence.exhibits)?.length ?? 0;
  const memberName = useCallback(() => preferences.getState().memberName, [preferences]);
  const mayEdit = useWatchable(editRight);
  useGlobalKeys(undo, toasts);
  useEffect(preloadOverlays, []);
  useEffect(() => {
    // The secret of an invitation is nobody's business but the host's.
    team.here(place === 'team' ? '/team' : location);
  }, [team, place, location]);

  const titles: Record<Place, string> = {
    soa: messages.soa.title,
    clauses: messages.clauses.title,
    risks: messages.risks.title,
    evidence: messages.evidence.title,
    versions: messages.versions.title,
    crosswalks: messages.crosswalks.title,
    pack: messages.pack.title,
    verify: messages.verify.title,
    import: messages.import.title,
    team: messages.team.title,
    extension: messages.inbox.title,
    settings: messages.settings.title,
  };
  const title = place ? titles[place] : messages.app.notFound;
  useEffect(() => {
    document.title = `${title} - ${messages.app.name}`;
  }, [title, messages]);

  const item = (name: Place, href: string, icon: NavItem['icon'], count?: string): NavItem => ({
    href,
    icon,
    label: messages.nav[name],
    current: place === name,
    ...(count !== undefined && { count }),
  });
  const nav = [
    item('soa', routes.soa, 'soa'),
    item('clauses', routes.clauses, 'clauses'),
    item('risks', routes.risks, 'risks'),
    item('evidence', routes.evidence, 'evidence', exhibitCount > 0 ? formatNumber(exhibitCount) : undefined),
    item('versions', routes.versions, 'versions'),
    item('crosswalks', routes.crosswalks, 'crosswalks'),
    item('pack', routes.pack, 'pack'),
    item('verify', routes.verify, 'shield'),
    item('import', routes.import, 'receiving'),
    item('team', routes.team, 'team'),
    item('extension', routes.extension, 'extension'),
    item('settings', routes.settings, 'settings'),
  ];

  function screen(): ReactNode {
    const control = about === undefined ? undefined : findControl(about);
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
            filter={soaFilter}
            sample={sample}
            now={now}
            onFilter={setSoaFilter}
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
            statements={statements}
            now={now}
          />
        );
      case 'evidence':
        return about === undefined ? (
          <EvidenceScreen
            evidence={evidence}
            soa={soa}
            sample={sample}
            filter={evidenceFilter}
            onFilter={setEvidenceFilter}
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

  return (
    <EditRightContext value={mayEdit}>
      <TeamContext value={team}>
        <Shell
          title={title}
          nav={nav}
          banners={
            <>
              <SavingBanner workspace={workspace} />
              <StoreCheckBanner check={storeCheck} details={routes.storeCheck} />
              <ReadOnlyBanner mayEdit={mayEdit} />
              {!updateLater && <UpdateBanner update={update} onLater={() => setUpdateLater(true)} />}
            </>
          }
          tools={
            <HeaderTools
              workspace={workspace}
              team={team}
              mentions={mentions}
              inbox={inbox}
              undo={undo}
              toasts={toasts}
            />
          }
        >
          <ErrorBoundary
            key={place}
            fallback={(retry) => (
              <EmptyState icon="warning" title={messages.app.broken} hint={messages.app.brokenHint}>
                <button type="button" className="button" onClick={retry}>
                  <Icon name="undo" />
                  {messages.app.tryAgain}
                </button>
              </EmptyState>
            )}
          >
            <Suspense fallback={null}>{screen()}</Suspense>
          </ErrorBoundary>
        </Shell>
        <ToastStack toasts={toasts} />
        <HintLayer />
      </TeamContext>
    </EditRightContext>
  );
}
