import { useSyncExternalStore, useState } from 'react';
import type * as Y from 'yjs';
import { v7 as uuidv7 } from 'uuid';
import type { ManagementReview, ReviewInput } from '#core/reviews/management-review.ts';
import {
  readReviews,
  setReviewField,
  setReviewInput,
  type ReviewField,
} from '#core/workspace/management-reviews.ts';
import { createRecord, recordText, removeRecord, restoreRecord } from '#core/workspace/records.ts';
import { replaceText } from '#core/workspace/replace-text.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import { createWatchable } from '../../services/watchable.ts';

type ReviewsInput = {
  doc: Y.Doc;
  undo: Undo;
  toasts: Toasts;
  memberName: () => string;
  now: () => Date;
};

/** The reviews, kept in step with the document while somebody looks. */
function watchReviews(doc: Y.Doc) {
  const state = createWatchable<readonly ManagementReview[]>(readReviews(doc));
  return {
    getState: state.getState,
    subscribe(listener: () => void) {
      const refresh = () => state.set(readReviews(doc));
      refresh();
      doc.on('afterTransaction', refresh);
      const stop = state.subscribe(listener);
      return () => {
        doc.off('afterTransaction', refresh);
        stop();
      };
    },
  };
}

export function useReviews({ doc, undo, toasts, memberName, now }: ReviewsInput) {
  const { app, reviews: words } = useMessages();
  const [source] = useState(() => watchReviews(doc));
  const reviews = useSyncExternalStore(source.subscribe, source.getState);
  return {
    reviews,
    add: () =>
      undo.step(() =>
        createRecord(doc, 'review', uuidv7(), {}, { by: memberName(), at: now().toISOString() }),
      ),
    setField: (id: string, field: ReviewField, value: string) =>
      undo.step(() => setReviewField(doc, id, field, value)),
    addAttendee: ({ id, attendees }: ManagementReview, name: string) =>
      undo.step(() => {
        const start = attendees.trimEnd();
        const joint = start === '' || start.endsWith(',') ? '' : ',';
        replaceText(recordText(doc, 'review', id, 'attendees'), `${start}${joint} ${name}`.trimStart());
      }),
    setInput: (id: string, input: ReviewInput, considered: boolean) =>
      undo.step(() => setReviewInput(doc, id, input, considered)),
    remove(id: string) {
      if (!undo.step(() => removeRecord(doc, 'review', id))) return;
      const run = () => undo.step(() => restoreRecord(doc, 'review', id));
      toasts.show(words.removed, { label: app.undo, run }, id);
    },
  };
}
export type ReviewActions = ReturnType<typeof useReviews>;
