import { v7 as uuidv7 } from 'uuid';
import type * as Y from 'yjs';
import type { ControlNames } from '#core/catalogue/control-name.ts';
import type { ControlId, CustomControlId } from '#core/catalogue/control.ts';
import type { CustomControl, CustomField } from '#core/catalogue/custom-control.ts';
import type { PasteChange } from '#core/exchange/paste-cells.ts';
import type { Applicability, ImplementationStatus, InclusionReason } from '#core/soa/soa-entry.ts';
import {
  createCustomControl,
  removeCustomControl,
  restoreCustomControl,
  setCustomField,
} from '#core/workspace/custom-controls.ts';
import { restoreInCustomControl } from '#core/workspace/custom-control-history.ts';
import type { RowField, RowValue } from '#core/workspace/row-values.ts';
import { setRowValue } from '#core/workspace/row-values.ts';
import type { CommentThread, SoaComment } from '#core/workspace/soa-comments.ts';
import {
  addComment,
  deleteComment,
  editComment,
  mentionsIn,
  reopenThread,
  resolveThread,
} from '#core/workspace/soa-comments.ts';
import type { SoaView } from '#core/workspace/soa-views.ts';
import { deleteView, saveView } from '#core/workspace/soa-views.ts';
import type { EvidenceLink } from '#core/workspace/workspace.ts';
import {
  linkExhibit,
  setApplicability,
  setLastReview,
  setMaturity,
  setOwner,
  setPlannedFor,
  setProvider,
  setReason,
  setReviewer,
  setStatus,
  unlinkExhibit,
} from '#core/workspace/workspace.ts';
import type { Messages } from '../../messages/en.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import type { Watchable } from '../../services/watchable.ts';

export type SoaActions = ReturnType<typeof createSoaActions>;

/** What a person does to a row. Each call is one step of undo. */
export function createSoaActions(options: {
  doc: Y.Doc;
  /** Where the comments of who may not change the workspace go. */
  notes: Y.Doc;
  editRight: Watchable<boolean>;
  undo: Undo;
  toasts: Toasts;
  messages: Messages;
  /** What controls are called, as it is at the moment. */
  names: () => ControlNames;
  /** The member's name for links, as it is at the moment. */
  memberName: () => string;
  now: () => Date;
}) {
  const { doc, undo, toasts, messages } = options;
  const called = (control: ControlId) => options.names().referenceOf(control);
  const author = () => ({ by: options.memberName(), at: options.now().toISOString() });

  /** Comments of who may not change the workspace stand beside it. */
  function say(write: (where: Y.Doc) => void) {
    if (options.editRight.getState()) undo.step(() => write(doc));
    else write(options.notes);
  }

  const relink = (link: EvidenceLink) => undo.step(() => linkExhibit(doc, link));

  return {
    setApplicability: (control: ControlId, value: Applicability) =>
      undo.step(() => setApplicability(doc, control, value, author())),
    setReason: (control: ControlId, reason: InclusionReason, holds: boolean) =>
      undo.step(() => setReason(doc, control, reason, holds)),
    setStatus: (control: ControlId, value: ImplementationStatus) =>
      undo.step(() => setStatus(doc, control, value, author())),
    setPlannedFor: (control: ControlId, date: string) => undo.step(() => setPlannedFor(doc, control, date)),
    setProvider: (control: ControlId, supplier: string) =>
      undo.step(() => setProvider(doc, control, supplier)),
    setMaturity: (control: ControlId, value: number) => undo.step(() => setMaturity(doc, control, value)),
    setReviewer: (control: ControlId, reviewer: string) =>
      undo.step(() => setReviewer(doc, control, reviewer)),
    setLastReview: (control: ControlId, date: string) => undo.step(() => setLastReview(doc, control, date)),
    setOwner: (control: ControlId, owner: string) => undo.step(() => setOwner(doc, control, owner.trim())),

    /** Makes a custom control and its row; undefined where this person may not. What does not fit has been asked for anew before. */
    addCustomControl(
      draft: Pick<CustomControl, 'reference' | 'title' | 'source'>,
    ): CustomControlId | undefined {
      let made: CustomControlId | undefined;
      undo.step(() => {
        made = createCustomControl(doc, uuidv7(), draft, author());
      });
      if (made) toasts.show(messages.custom.added(draft.reference.trim()), undefined, made);
      return made;
    },

    setCustomField: (control: CustomControlId, field: CustomField, value: string) =>
      undo.step(() => setCustomField(doc, control, field, value)),

    /** Puts an older value of the definition back, as a change like any other. */
    restoreDefinition(control: CustomControlId, field: CustomField, value: unknown) {
      const name = called(control);
      if (!undo.step(() => restoreInCustomControl(doc, control, field, value))) return;
      toasts.show(
        messages.history.restored(messages.custom.fields[field], name),
        undefined,
        `${control}|${field}`,
      );
    },

    /** Takes the control out of sight with its row and links; undo brings all back. */
    removeCustomControl({ id, reference }: CustomControl) {
      if (!undo.step(() => removeCustomControl(doc, id))) return;
      toasts.show(
        messages.custom.removed(reference),
        { label: messages.app.undo, run: () => undo.step(() => restoreCustomControl(doc, id)) },
        id,
      );
    },

    /** Sets one field of many rows as one step. */
    setMany(
      controls: readonly ControlId[],
      change: { applicability?: Applicability; status?: ImplementationStatus; owner?: string },
    ) {
      const done = undo.step(() => {
        for (const control of controls) {
          if (change.applicability) setApplicability(doc, control, change.applicability, author());
          if (change.status) setStatus(doc, control, change.status, author());
          if (change.owner !== undefined) setOwner(doc, control, change.owner.trim());
        }
      });
      if (done) toasts.show(messages.bulk.done(controls.length), undefined, 'bulk');
    },

    /** Begins a thread, or goes on with one. The names of `people` that the text calls are its mentions. */
    comment(control: ControlId, thread: string | undefined, text: string, people: readonly string[]) {
      const id = uuidv7();
      const said = { ...author(), text: text.trim(), mentions: mentionsIn(text, people) };
      say((where) => addComment(where, { control, thread: thread ?? id, id }, said));
    },

    /** Says one's own comment anew; nothing happens where it says the same. */
    editComment(thread: CommentThread, comment: SoaComment, text: string, people: readonly string[]) {
      const words = text.trim();
      if (words === '' || words === comment.text) return;
      const at = { control: thread.control, thread: thread.id, id: comment.id, edit: uuidv7() };
      const said = { ...author(), text: words, mentions: mentionsIn(words, people) };
      say((where) => editComment(where, at, said));
    },

    /** Takes one's own comment back; its step of undo brings it back. */
    deleteComment(thread: CommentThread, comment: SoaComment) {
      const at = { control: thread.control, thread: thread.id, id: comment.id };
      say((where) => deleteComment(where, at, author()));
      toasts.show(messages.comments.deletedFrom(called(thread.control)), undefined, comment.id);
    },

    resolve(thread: CommentThread) {
      if (!undo.step(() => resolveThread(doc, thread, author()))) return;
      toasts.show(
        messages.comments.resolved(called(thread.control)),
        { label: messages.app.undo, run: () => undo.step(() => reopenThread(doc, thread)) },
        thread.id,
      );
    },

    reopen: (thread: CommentThread) => undo.step(() => reopenThread(doc, thread)),

    say: (sentence: string) => toasts.show(sentence, undefined, 'said'),

    /** Makes all the changes of a paste as one step. */
    paste(changes: readonly PasteChange[]) {
      const done = undo.step(() => {
        for (const { control, after } of changes) setRowValue(doc, control, after, author());
      });
      if (done) toasts.show(messages.paste.done(changes.length), undefined, 'bulk');
    },

    /** Keeps the view under its name; without an id it is a new one. */
    saveView({ id = uuidv7(), ...view }: Omit<SoaView, 'id'> & { id: string | undefined }) {
      if (undo.step(() => saveView(doc, { id, ...view })))
        toasts.show(messages.views.saved(view.name), undefined, 'view');
    },

    deleteView(view: SoaView) {
      if (!undo.step(() => deleteView(doc, view.id))) return;
      toasts.show(
        messages.views.removed(view.name),
        { label: messages.app.undo, run: () => undo.step(() => saveView(doc, view)) },
        'view',
      );
    },

    /** Puts an older value back, as a change like any other. */
    restore(control: ControlId, cell: RowValue<RowField>) {
      if (!undo.step(() => setRowValue(doc, control, cell, author()))) return;
      toasts.show(
        messages.history.restored(messages.versions.fields[cell.field], called(control)),
        undefined,
        `${control}|${cell.field}`,
      );
    },

    link(control: ControlId, exhibit: string) {
      const link = {
        control,
        exhibit,
        linkedBy: options.memberName(),
        linkedAt: options.now().toISOString(),
      };
      if (!relink(link)) return;
      toasts.show(
        messages.row.linked(called(control)),
        { label: messages.app.undo, run: () => undo.step(() => unlinkExhibit(doc, control, exhibit)) },
        `${control}|${exhibit}`,
      );
    },

    /** Undo brings the same statement back: who linked it and when stay as they were. */
    unlink(link: EvidenceLink) {
      if (!undo.step(() => unlinkExhibit(doc, link.control, link.exhibit))) return;
      toasts.show(
        messages.row.unlinked(called(link.control)),
        { label: messages.app.undo, run: () => relink(link) },
        `${link.control}|${link.exhibit}`,
      );
    },
  };
}
