/** The page under test: what finds “Next”, in reach of the test. */
import { findNext } from '../../extension/capture/pages/page/next-control.ts';

Object.assign(globalThis, { findNext });
