import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { chooseElement } from '../capture/select/choose-element.ts';

export default defineUnlistedScript({ main: () => chooseElement() });
