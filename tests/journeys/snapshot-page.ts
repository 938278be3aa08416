/** Both halves of a snapshot in reach of the tests: what runs in the page, and what runs outside of it. */
import { draftPage } from '../../extension/capture/snapshot/draft-page.ts';
import { inertHtml } from '../../extension/reading/snapshot/inert-html.ts';

Object.assign(globalThis, { draftPage, inertHtml });
