import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { beginWalk } from '../capture/full-page/page/walk-here.ts';

export default defineUnlistedScript(() => beginWalk());
