import { defineBackground } from 'wxt/utils/define-background';
import { showWaitingCount } from '../background/badge.ts';
import { clipFromPanel, followFromPanel, pressButton, pressTakeAgain } from '../background/button.ts';
import { createMenus } from '../background/menus.ts';
import { finishPages } from '../background/finish-pages.ts';
import { serveHandover } from '../background/handover-ports.ts';
import { reportLostCaptures } from '../background/open-captures.ts';
import { closeReader, onReaderAlarm, sayBlocked, wakeReader } from '../background/reader-document.ts';
import { cancelCapture, forgetRunningCapture } from '../background/run-capture.ts';
import { pressInSelection } from '../capture/selection-plan.ts';
import { modeOfCommand } from '../messages/capture-modes.ts';
import type { OfferedMode } from '../messages/capture-modes.ts';
import { releaseDebuggers } from '../capture/full-page/debugger-session.ts';
import { onMessage } from '../messages/messages.ts';
import { addNotice } from '../messages/notices.ts';
import { purgeClips, recoverCaptures } from '../outbox/clips.ts';
import { ExtensionDatabase } from '../outbox/database.ts';
import { purgePages } from '../outbox/page-sets.ts';
import { createHandoverSource } from '../outbox/handover-source.ts';
import { createStampSender } from '../pairing/authorities.ts';
import { alignAllBridges, beginPairing, bridgeOpenTabs } from '../pairing/lasting-bridge.ts';
import { cancelPairing, completePairing } from '../pairing/lasting-bridge.ts';
import { createPairing } from '../pairing/pairing.ts';

/** All listeners are set before anything is awaited: a worker that is woken by an event gets it only then. */
export default defineBackground({
  type: 'module',
  main() {
    const db = new ExtensionDatabase();
    // A database that cannot be read now must not stop every later press; what it means for a clip is said there.
    const started = recoverCaptures(db)
      .then(() => releaseDebuggers())
      .then(() => forgetRunningCapture())
      .then(() => reportLostCaptures(db))
      .catch(() => undefined);
    const press = (tab: chrome.tabs.Tab | undefined, mode?: OfferedMode) => {
      if (tab) void pressButton(db, tab, started, mode);
    };
    const resume = () => {
      void started
        .then(() => finishPages(db))
        .then(() => wakeReader(db))
        .then(() => showWaitingCount(db))
        .then(() => purgeClips(db))
        .then(() => purgePages(db))
        // The alarm comes again; whoever waits for a clip sees its state in the panel.
        .catch(() => undefined);
    };

    chrome.action.onClicked.addListener((tab) => press(tab));
    chrome.commands.onCommand.addListener((command, tab) => press(tab, modeOfCommand(command)));
    chrome.contextMenus.onClicked.addListener(({ menuItemId }, tab) => press(tab, modeOfCommand(menuItemId)));
    chrome.runtime.onInstalled.addListener(() => {
      createMenus();
      void alignAllBridges(db).then(() => bridgeOpenTabs(db));
      resume();
    });
    chrome.runtime.onStartup.addListener(resume);
    chrome.alarms.onAlarm.addListener(
      (alarm) =>
        void started
          .then(() => finishPages(db))
          .then(() => onReaderAlarm(db, alarm))
          .catch(() => undefined),
    );
    chrome.permissions.onAdded.addListener(() => void alignAllBridges(db));
    chrome.permissions.onRemoved.addListener(() => void alignAllBridges(db));

    const pairing = createPairing(db, (origin) => completePairing(db, origin));
    const stamp = createStampSender(db, () => void showWaitingCount(db).catch(() => undefined));
    serveHandover(createHandoverSource(db, { ...pairing, stamp }));

    onMessage((message) => {
      switch (message.kind) {
        case 'reader-idle':
          return void closeReader(db);
        case 'reader-blocked':
          return void sayBlocked();
        case 'file-refused':
          return void addNotice('error', message.text).then(() => showWaitingCount(db));
        case 'queue-changed':
          return resume();
        case 'offers-changed':
          return void showWaitingCount(db);
        case 'clip':
          // A tab that was closed meanwhile needs no words.
          return void clipFromPanel(db, message.tabId, started, message.mode).catch(() => undefined);
        case 'add-following':
          return void followFromPanel(db, message.tabId, started).catch(() => undefined);
        case 'cancel-capture':
          return void cancelCapture();
        case 'selection-key': {
          const { tabId, key, shiftKey, altKey } = message;
          // A page that was left has no selection any more.
          return void pressInSelection(tabId, { key, shiftKey, altKey }).catch(() => undefined);
        }
        case 'begin-pairing':
          return void beginPairing(message.origin);
        case 'cancel-pairing':
          return void cancelPairing(db);
        case 'take-again':
          return void pressTakeAgain(db, message.clip, started);
        case 'progress':
          return message.fraction === 1 ? void showWaitingCount(db) : undefined;
        case 'work':
          return undefined;
      }
    });
    resume();
  },
});
