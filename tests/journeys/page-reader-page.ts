/** The page under test: what the content script does, in reach of the test. */
import { accountOnPage } from '../../extension/capture/page/account.ts';
import type { Box } from '../../extension/capture/page/place.ts';
import { readPage } from '../../extension/capture/page/read-page.ts';

/** Of nothing is to be left out because the machine is busy. */
const readPatiently = (area?: Box) => readPage(area, undefined, Infinity);

Object.assign(globalThis, { readPage: readPatiently, accountOnPage });
