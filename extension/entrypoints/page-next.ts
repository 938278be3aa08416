import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pressNext } from '../capture/pages/page/press-next.ts';

// The browser waits for what the script's last expression promises.
// oxlint-disable-next-line typescript/no-misused-promises
export default defineUnlistedScript(() => pressNext());
