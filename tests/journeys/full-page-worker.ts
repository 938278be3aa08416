/** The background of the test's own extension: the two ways to take a full page, in reach of the test. */
import { takeFullPageAtOnce } from '../../extension/capture/full-page/take-at-once.ts';
import { takeFullPage } from '../../extension/capture/full-page/take-full-page.ts';

Object.assign(globalThis, { takeFullPage, takeFullPageAtOnce });
