import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startBridge } from '../pairing/bridge.ts';

export default defineUnlistedScript(() => startBridge());
