/** Makes the sample workspace away from the page's thread, answers once and is done. */
import { makeSampleWorkspace } from '#core/sample/sample-workspace.ts';

addEventListener('message', () => void makeSampleWorkspace().then((sample) => postMessage(sample)));
