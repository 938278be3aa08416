/**
 * The composition root: builds each service once and hands it down. Nothing else knows how the pieces are made.
 */
// Before everything: the browser reads while it runs the rest.
import { firstRows } from './storage/first-rows.ts';
// First: what a screen says about a part comes after what the part says about itself.
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/shell.css';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { recordClauseHistory } from '#core/workspace/clause-history.ts';
import { recordCustomControlHistory } from '#core/workspace/custom-control-history.ts';
import { recordChanges } from '#core/workspace/change-log.ts';
import { recordSoaHistory } from '#core/workspace/soa-history.ts';
import { EmptyState } from './components/EmptyState.tsx';
import { App } from './features/App.tsx';
import { Frame } from './features/Frame.tsx';
import { createSoaActions } from './features/soa/soa-actions.ts';
import { en } from './messages/en.ts';
import { MessagesContext } from './messages/use-messages.ts';
import { startAppUpdate } from './services/app-update.ts';
import { createClauseProjection } from './services/clause-projection.ts';
import { createAcceptancesPort } from './services/acceptances-port.ts';
import { createApprovalsPort } from './services/approvals-port.ts';
import { createCommentProjection } from './services/comment-projection.ts';
import { createDevicePort } from './services/device-port.ts';
import { createEditRight } from './services/edit-right.ts';
import { createEvidencePort } from './services/evidence-port.ts';
import { createInboxStore } from './services/inbox-store.ts';
import { createInbox } from './services/inbox.ts';
import { createKnownDevices } from './services/known-devices.ts';
import { later } from './services/later.ts';
import { createIsmsProjection } from './services/isms.ts';
import { createPreferences } from './services/preferences.ts';
import { createRegisterProjection } from './services/register-projection.ts';
import { createSample } from './services/sample.ts';
import { createLogsComplete } from './services/logs-complete.ts';
import { createSavingMark } from './services/saving-mark.ts';
import { removeOldDownloads } from './services/save-file.ts';
import { createMentions } from './services/mentions.ts';
import { createSoaVersions } from './services/soa-versions.ts';
import { createReviewsPort } from './services/reviews-port.ts';
import { createSealsPort } from './services/seals-port.ts';
import { createLook, createViewProjection } from './services/soa-looks.ts';
import { createSoaProjection } from './services/soa-projection.ts';
import { createStampsPort } from './services/stamps-port.ts';
import { createStoreCheckPort } from './services/store-check-port.ts';
import { createStorageFacts } from './services/storage-facts.ts';
import { createSuggester } from './services/suggester.ts';
import { createTeamPort } from './services/team-port.ts';
import { createToasts } from './services/toasts.ts';
import { createUndo } from './services/undo.ts';
import { createWorkspaceFiles } from './services/workspace-files.ts';
import type { WorkspacePort } from './services/workspace-port.ts';
import { AppDatabase } from './storage/database.ts';
import { createEvidenceStore } from './storage/evidence-store.ts';
import { createSealStore } from './storage/seal-store.ts';
import { startTabSync } from './storage/tab-sync.ts';
import { onNewerSchema, openWorkspaceStore } from './storage/workspace-store.ts';
import type { WorkspaceStore } from './storage/workspace-store.ts';

const messages = en;
const now = () => new Date();

/** Stores what is pending whenever the page may be about to go, and catches up when it comes back from being frozen. */
function guardLifecycle(store: WorkspaceStore) {
  const tabs = startTabSync(store);
  const flush = () => void store.flush();
  // What could not be stored lives in this tab alone; the browser's own question is the last chance to keep it.
  addEventListener('beforeunload', (event) => {
    if (store.state.kind === 'failed') event.preventDefault();
  });
  addEventListener('pagehide', flush);
  addEventListener('blur', flush);
  document.addEventListener('visibilitychange', flush);
  addEventListener('pageshow', (event) => event.persisted && void tabs.resync());
  document.addEventListener('resume', () => void tabs.resync());
}

function showFailure(root: Root, sentence: string) {
  root.render(
    <main>
      <EmptyState icon="warning" title={messages.app.failedToOpen} hint={sentence}>
        <button type="button" className="button" onClick={() => location.reload()}>
          {messages.app.reload}
        </button>
      </EmptyState>
    </main>,
  );
}

async function start(root: Root) {
  root.render(
    <MessagesContext value={messages}>
      <Frame />
    </MessagesContext>,
  );
  const db = new AppDatabase();
  const early = await firstRows;
  const preferences = createPreferences(db, early?.settings);
  const update = startAppUpdate();
  const opened = await openWorkspaceStore(db, {}, early?.updates);
  if (!opened.ok) {
    // The failed reading of the names says the same thing again.
    preferences.ready.catch(() => undefined);
    return showFailure(root, opened.error.sentence);
  }
  await preferences.ready.catch(() => undefined);
  const store = opened.value;
  guardLifecycle(store);

  const { doc } = store;
  onNewerSchema(doc, (sentence) => showFailure(root, sentence));
  const evidenceStore = createEvidenceStore(db);
  const sealStore = createSealStore(db);
  const team = createTeamPort(db, doc);
  const logsComplete = createLogsComplete(team.state);
  const evidence = createEvidencePort(evidenceStore, team.state, now);
  void removeOldDownloads(now());
  const inbox = createInbox(createInboxStore(evidenceStore, sealStore, store, now));
  const stamps = createStampsPort(db, inbox, now);
  const saving: WorkspacePort['saving'] = {
    getState: () => store.state,
    subscribe: (listener) => store.subscribe(listener),
  };
  const workspace: WorkspacePort = {
    doc,
    saving,
    savingMark: createSavingMark(saving),
    saveAgain: () => store.flush(),
  };
  const storage = createStorageFacts();
  evidence.exhibits.subscribe(() => {
    if (evidence.exhibits.getState()?.length) void storage.requestPersistenceOnce();
  });
  const toasts = createToasts();
  const editRight = createEditRight(team.state);
  const undo = createUndo(doc, () => {
    if (editRight.getState()) return false;
    toasts.show(messages.team.readOnly, undefined, 'read-only');
    return true;
  });
  const memberName = () => preferences.getState().memberName;
  const author = () => ({ by: memberName(), at: now().toISOString() });
  recordSoaHistory(doc, author);
  recordClauseHistory(doc, author);
  recordCustomControlHistory(doc, author);
  recordChanges(doc, author);
  const actions = createSoaActions({
    doc,
    notes: team.notes,
    editRight,
    undo,
    toasts,
    messages,
    names: () => soa.getState().names,
    memberName,
    now,
  });

  const registers = createRegisterProjection(doc);

  const soa = createSoaProjection(doc, registers);
  const isms = later(() => createIsmsProjection(doc, preferences));
  const comments = createCommentProjection(doc, team.notes);
  const sample = createSample({ doc, soa, registers, evidence: evidenceStore, preferences });

  const versions = createSoaVersions(doc);
  const signing = { doc, db, seals: sealStore, known: createKnownDevices(db, team.state), memberName, now };
  const approvals = createApprovalsPort({ ...signing, versions });
  const reviews = createReviewsPort(signing);
  const acceptances = createAcceptancesPort({ ...signing, mayEdit: () => editRight.getState() });
  const device = createDevicePort(db, sealStore, stamps.stampPack, memberName, now);

  root.render(
    <MessagesContext value={messages}>
      <App
        workspace={workspace}
        soa={soa}
        sample={sample}
        files={createWorkspaceFiles({ doc, undo, evidence: evidenceStore, preferences, isms, now })}
        registers={registers}
        isms={isms}
        clauses={later(() => createClauseProjection(doc))}
        comments={comments}
        mentions={createMentions(comments, preferences)}
        views={createViewProjection(doc)}
        look={createLook()}
        versions={versions}
        approvals={approvals}
        evidence={evidence}
        inbox={inbox}
        undo={undo}
        editRight={editRight}
        toasts={toasts}
        actions={actions}
        preferences={preferences}
        device={{
          ...device,
          async sealing() {
            const approved = await approvals.withApprovals(await device.sealing());
            return acceptances.withAcceptances(await reviews.withReviews(approved));
          },
        }}
        reviews={reviews}
        seals={createSealsPort(db, sealStore, logsComplete)}
        storeCheck={createStoreCheckPort({
          db,
          complete: logsComplete,
          // The build names its scripts by their content.
          app: import.meta.url,
          now,
        })}
        stamps={stamps}
        acceptances={acceptances}
        team={team}
        storage={storage}
        suggester={createSuggester()}
        update={update}
        now={now}
      />
    </MessagesContext>,
  );
}

const container = document.getElementById('root');
if (!container) throw new Error('index.html has an element with the id "root"');
const root = createRoot(container);
start(root).catch((error: unknown) => {
  showFailure(root, messages.app.failedToOpenHint);
  // Our own mistake: the console is where a developer looks, and no evidence is in it.
  throw error;
});
