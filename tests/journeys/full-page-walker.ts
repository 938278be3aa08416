/** What the product's unlisted script `page-walker.js` does. */
import { beginWalk } from '../../extension/capture/full-page/page/walk-here.ts';

beginWalk();
