import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { WalkedWorld } from '../capture/full-page/page/walk-here.ts';
import { takeAskedArea } from '../capture/page/asked-area.ts';
import { readPage } from '../capture/page/read-page.ts';

export default defineUnlistedScript(() =>
  readPage(takeAskedArea(), (globalThis as WalkedWorld).exhibitWalk?.whole()),
);
