import { isDocument } from '../outbox/clips.ts';
import type { Clip } from '../outbox/database.ts';
import { redactionStrings as strings } from './strings.ts';

/** How much of a redacted clip is provably the original's, in one line; nothing where nothing was redacted, or no picture captured. */
export function WhatIsLeft({ clip }: { clip: Clip }) {
  if (clip.redactions === undefined || isDocument(clip)) return null;
  return (
    <p className="quiet what-is-left">{clip.remains ? strings.remains(clip.remains) : strings.noRemains}</p>
  );
}
