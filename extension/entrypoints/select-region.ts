import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { chooseRegion } from '../capture/select/choose-region.ts';

export default defineUnlistedScript({ main: () => chooseRegion() });
