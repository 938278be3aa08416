import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { WalkedWorld } from '../capture/full-page/page/walk-here.ts';
import { answerPage } from '../capture/page/answer-page.ts';
import { takeAskedArea } from '../capture/page/asked-area.ts';

// The browser waits for what the script's last expression promises.
export default defineUnlistedScript(
  // oxlint-disable-next-line typescript/no-misused-promises
  () => answerPage(takeAskedArea(), (globalThis as WalkedWorld).exhibitWalk?.whole()),
);
