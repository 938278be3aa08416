import { useMemo } from 'react';
import { lintSoa } from '#core/soa/linter.ts';
import type { SoaFilter, SoaLook } from '#core/soa/soa-view.ts';
import type { Comments } from '../../services/comment-projection.ts';
import type { SoaProjection } from '../../services/soa-projection.ts';
import type { StoredExhibit } from '../../storage/database.ts';
import { filterSoa, rulesByControl } from './soa-filter.ts';
import { sortSoa } from './soa-order.ts';

type Wanted = {
  soa: SoaProjection;
  exhibits: readonly StoredExhibit[] | undefined;
  comments: Comments;
  me: string;
  filter: SoaFilter;
  look: SoaLook;
  /** `YYYY-MM-DD`. */
  today: string;
};

/** The rows to show in their order, what the linter found in each, and when the newest exhibit of each was captured. */
export function useSoaRows({ soa, exhibits, comments, me, filter, look, today }: Wanted) {
  const { entries, links } = soa;
  const newestByControl = useMemo(() => {
    const captured = new Map(exhibits?.map(({ id, record }) => [id, record.provenance.capturedAt]));
    const newest = new Map<string, string>();
    for (const { control, exhibit } of links) {
      const at = captured.get(exhibit);
      if (at && at > (newest.get(control) ?? '')) newest.set(control, at);
    }
    return newest;
  }, [links, exhibits]);
  const isRead = exhibits !== undefined;
  const found = useMemo(() => {
    const findings = lintSoa(entries, { today, newestEvidence: newestByControl });
    // What is on this device is not known before it was read.
    return rulesByControl(
      isRead ? findings : findings.filter(({ rule }) => rule !== 'evidence-out-of-reach'),
    );
  }, [entries, newestByControl, today, isRead]);
  const shown = useMemo(
    () => sortSoa(filterSoa(entries, filter, { found, comments, me }), look),
    [entries, filter, found, comments, me, look],
  );
  return { shown, found, newestByControl };
}
