/** The page under test: what the content script does, in reach of the test. */
import { readPage } from '../../extension/capture/page/read-page.ts';

Object.assign(globalThis, { readPage });
