import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { draftPage } from '../capture/snapshot/draft-page.ts';

// The browser waits for what the script's last expression promises.
// oxlint-disable-next-line typescript/no-misused-promises
export default defineUnlistedScript(() => draftPage());
