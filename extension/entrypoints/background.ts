import { defineBackground } from 'wxt/utils/define-background';
import { showWaitingCount } from '../background/badge.ts';
import { pressButton, pressTakeAgain } from '../background/button.ts';
import { serveHandover } from '../background/handover-ports.ts';
import { closeReader, onReaderAlarm, sayBlocked, wakeReader } from '../background/reader-document.ts';
import { onMessage } from '../messages/messages.ts';
import { purgeClips, recoverCaptures } from '../outbox/clips.ts';
import { ExtensionDatabase } from '../outbox/database.ts';
import { createHandoverSource } from '../outbox/handover-source.ts';
import { alignAllBridges, beginPairing, bridgeOpenTabs } from '../pairing/lasting-bridge.ts';
import { cancelPairing, completePairing } from '../pairing/lasting-bridge.ts';
import { createPairing } from '../pairing/pairing.ts';

/** All listeners are set before anything is awaited: a worker that is woken by an event gets it only then. */
export default defineBackground({
  type: 'module',
  main() {
    const db = new ExtensionDatabase();
    // A database that cannot be read now must not stop every later press; what it means for a clip is said there.
    const started = recoverCaptures(db).catch(() => undefined);
    const press = (tab: chrome.tabs.Tab | undefined) => {
      if (tab) void pressButton(db, tab, started);
    };
    const resume = () => {
      void started
        .then(() => wakeReader(db))
        .then(() => showWaitingCount(db))
        .then(() => purgeClips(db))
        // The alarm comes again; whoever waits for a clip sees its state in the panel.
        .catch(() => undefined);
    };

    chrome.action.onClicked.addListener(press);
    chrome.commands.onCommand.addListener((_command, tab) => press(tab));
    chrome.contextMenus.onClicked.addListener((_info, tab) => press(tab));
    chrome.runtime.onInstalled.addListener(() => {
      chrome.contextMenus.create({
        id: 'clip-page',
        title: 'Clip this page as evidence',
        contexts: ['page', 'frame', 'selection', 'link', 'image', 'editable'],
      });
      void alignAllBridges(db).then(() => bridgeOpenTabs(db));
      resume();
    });
    chrome.runtime.onStartup.addListener(resume);
    chrome.alarms.onAlarm.addListener(
      (alarm) => void started.then(() => onReaderAlarm(db, alarm)).catch(() => undefined),
    );
    chrome.permissions.onAdded.addListener(() => void alignAllBridges(db));
    chrome.permissions.onRemoved.addListener(() => void alignAllBridges(db));

    const pairing = createPairing(db, (origin) => completePairing(db, origin));
    serveHandover(createHandoverSource(db, pairing));

    onMessage((message) => {
      switch (message.kind) {
        case 'reader-idle':
          return void closeReader(db);
        case 'reader-blocked':
          return void sayBlocked();
        case 'queue-changed':
          return resume();
        case 'offers-changed':
          return void showWaitingCount(db);
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
