/** What the background and the reader say to a person, in notices and beside clips. English; other languages get a file with the same keys. */
/** Why no further page of a list was added. */
const whyNoFurther = {
  end: 'this is the last one.',
  none: 'nothing on this page leads to a next one. If there is one, go there and add it.',
  unchanged: '“Next” was pressed, and the page did not change.',
  same: 'the page after “Next” says the same as one that is in already.',
  full: 'there is no room for more. Finish this clip; the next one goes on from here.',
  left: '“Next” led to another site, of which nothing was taken.',
  slow: 'the next page did not finish loading within half a minute.',
  workspace: '“Next” led to a workspace of Exhibit, which is never clipped.',
};

export const sentences = {
  tabLeft:
    'Another tab or page came to the front before the picture was taken, so nothing was saved. Go back and press the button again.',
  pressOnPage: (key: string) =>
    `The browser shows Exhibit a page only after you press the button on it. Press the Exhibit button in the toolbar, or ${key}, on that page: it clips as you have chosen here.`,
  selectionLost:
    'Nothing was clipped: the page was left, took the selection away, or nothing was chosen for four minutes. Press the button again.',
  nothingToSee: 'Nothing was clipped: what you chose does not show on the page. Choose another part.',
  pageMoved:
    'Nothing was clipped: the page moved after you chose, so the picture would not show what you chose. Choose again.',
  diskFull:
    'This clip was NOT saved: the disk is full. Free some space and clip the page again. Earlier clips are safe.',
  pageClosedToExtensions:
    'The browser does not let extensions see this page, so it cannot be clipped. Open the console’s own page and try again.',
  notSaved: (why: string) => `This clip was NOT saved: ${why}. Press the button again.`,
  captureLost: (host: string) =>
    `The browser stopped the extension before the page at ${host} was saved, so there is no clip of it. Press the button there again.`,
  unknownError: 'unknown error',
  readingDelayed: 'The clip is saved. Reading it could not begin yet and is tried again by itself.',
  readingBlocked:
    'Reading stopped, because its results could not be saved. Free some disk space; it goes on by itself.',
  textTimedOut:
    'The page did not answer in time, so its text is missing. The picture is kept and will be read by OCR.',
  textRefused:
    'The browser did not let Exhibit read the text of this page. The picture is kept and will be read by OCR.',
  textUnusable: 'The text of this page could not be used. The picture is kept and will be read by OCR.',
  textInterrupted: 'The browser stopped the extension before the page text arrived. The picture is kept.',
  onlyVisibleInterrupted:
    'Only the visible part was kept: the browser stopped the extension while it took the full page. Clip the page again for all of it.',
  onlyVisible: (why: string) => `Only the visible part was kept: ${why} Clip the page again for all of it.`,
  fullPageStopped: 'you stopped the full page.',
  fullPageTabLeft: 'another tab or page came to the front.',
  fullPageRepeats: 'two parts of the page came out the same, so its picture could not be trusted.',
  fullPageResized: 'the window did not keep its size.',
  fullPageGone: 'the page was left, or did not answer.',
  fullPageFailed: (error: string) => `the full page could not be taken (${error}).`,
  fullPageTooLarge: 'the picture of the full page would be too large.',
  fullPageCut: 'The page goes on below this picture, which ends at 30,000 pixels.',
  fullPageMoved: 'The page changed while it was taken: parts of the picture may show different moments.',
  samePage: (number: number) =>
    `This page is in the clip already, as page ${number}. It was not added a second time.`,
  pagesFull: (count: number) =>
    `There is no room for this page beside the ${count} others. Finish that clip, then press the button here again: the next clip begins with this page.`,
  followed: (added: number, at: keyof typeof whyNoFurther) => {
    const pages =
      added === 0 ? 'No page was added' : added === 1 ? '1 page was added' : `${added} pages were added`;
    return `${pages}: ${whyNoFurther[at]}`;
  },
  pagesStopped:
    'The browser stopped the extension twice while it put these pages together. They are all kept: free some memory and finish again, or take back some pages.',
  pagesFailed: (why: string) => `These pages could not be put together (${why}). They are all kept.`,
  pageRemark: (number: number, remark: string) => `Page ${number}: ${remark}`,
  noTextToCompare: 'There is no page text to compare: clip the page again with the Exhibit button.',
  openPageAgain: (title: string) =>
    `Exhibit may not see the page “${title}” any more, or its tab shows another one. Open it, press the Exhibit button there, and take that clip again.`,
  otherPageAfterReload:
    'After the reload the tab shows another page, such as a sign-in. Go back to the page, press the Exhibit button there, and compare the clips by eye.',
  reloadTimedOut: 'The page did not finish loading within a minute.',
  stoppedTooOften: (times: number) => `The browser stopped ${times} times at this step.`,
  notMasked: (why: string) =>
    `Your redaction rules could not be applied, so this clip cannot be accepted yet: ${why}`,
  noProgress: (seconds: number) => `There was no progress for ${seconds} seconds.`,
  notPairable: (origin: string) =>
    `This workspace at ${origin} cannot be paired: without https its evidence could be read and changed on the way. Open it by https, or from this computer.`,
  connected: (origin: string) =>
    `Connected to your workspace at ${origin}. Accepted clips are handed over now.`,
  workspaceUnreachable: (origin: string) =>
    `The tab with your workspace at ${origin} could not be reached. Open it and press the Exhibit button there again.`,
  connectionNotKept: (origin: string) =>
    `Paired with ${origin}, but the browser did not keep the connection. After a reload of that page, press the Exhibit button on it again.`,
};
