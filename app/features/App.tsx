import { Suspense, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { noFilter } from '#core/soa/soa-view.ts';
import { ReadOnlyBanner, SavingBanner, StoreCheckBanner, UpdateBanner } from '../components/Banners.tsx';
import { EditRightContext } from '../components/EditFieldset.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { HintLayer } from '../components/HintLayer.tsx';
import { Icon } from '../components/Icon.tsx';
import { Shell } from '../components/Shell.tsx';
import { ToastStack } from '../components/ToastStack.tsx';
import { preloadOverlays } from '../components/lazy-overlays.tsx';
import { useWatchable } from '../components/use-watchable.ts';
import { useMessages } from '../messages/use-messages.ts';
import { whenIdle } from '../services/when-idle.ts';
import { HeaderTools } from './HeaderTools.tsx';
import { Screen } from './Screen.tsx';
import type { AppServices } from './app-services.ts';
import { ControlNamesContext } from './control-names.ts';
import type { EvidenceFilter } from './evidence/EvidenceScreen.tsx';
import { navItems, titleOf } from './nav-items.ts';
import { placeOf } from './places.ts';
import { routes } from './routes.ts';
import { TeamContext } from './team/team-context.ts';
import { useGlobalKeys } from './use-global-keys.ts';

/** The frame, and in it the screen that the address names. */
export function App(services: AppServices) {
  const {
    workspace,
    soa,
    mentions,
    evidence,
    inbox,
    undo,
    editRight,
    toasts,
    preferences,
    team,
    storeCheck,
    update,
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
  const names = useSyncExternalStore(soa.subscribe, () => soa.getState().names);
  useGlobalKeys(undo, toasts);
  useEffect(() => whenIdle(preloadOverlays), []);
  useEffect(() => {
    // The secret of an invitation is nobody's business but the host's.
    team.here(place === 'team' ? '/team' : location);
  }, [team, place, location]);

  const title = titleOf(place, messages);
  useEffect(() => {
    document.title = `${title} - ${messages.app.name}`;
  }, [title, messages]);

  return (
    <EditRightContext value={mayEdit}>
      <ControlNamesContext value={names}>
        <TeamContext value={team}>
          <Shell
            title={title}
            nav={navItems(place, messages, exhibitCount)}
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
              <Suspense fallback={null}>
                <Screen
                  place={place}
                  about={about}
                  services={services}
                  memberName={memberName}
                  soaFilter={soaFilter}
                  onSoaFilter={setSoaFilter}
                  evidenceFilter={evidenceFilter}
                  onEvidenceFilter={setEvidenceFilter}
                />
              </Suspense>
            </ErrorBoundary>
          </Shell>
          <ToastStack toasts={toasts} />
          <HintLayer />
        </TeamContext>
      </ControlNamesContext>
    </EditRightContext>
  );
}
