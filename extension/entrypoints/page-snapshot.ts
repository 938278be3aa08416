import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { draftPage } from '../capture/snapshot/draft-page.ts';

export default defineUnlistedScript(() => draftPage());
