import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { takeAskedArea } from '../capture/page/asked-area.ts';
import { readPage } from '../capture/page/read-page.ts';

export default defineUnlistedScript(() => readPage(takeAskedArea()));
