import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { readPage } from '../capture/page/read-page.ts';

export default defineUnlistedScript(() => readPage());
