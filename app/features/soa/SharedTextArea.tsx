import { useEffect, useId, useRef } from 'react';
import type * as Y from 'yjs';
import { readOnlyReason, useMayEdit } from '../../components/EditFieldset.tsx';
import { TextCarets } from '../team/TextCarets.tsx';
import { undoableEdit } from '../../services/undo.ts';
import { movedPosition, textChange } from '#core/shared/text-change.ts';
import type { DeltaStep } from '#core/shared/text-change.ts';

/**
 * Ties a textarea to a shared text. What is typed goes in as the smallest change; what others type shows at once, and the
 * cursor stays with its words. While an input method composes, both directions wait, because touching the field would end
 * the composition. Returns the function that unties them.
 */
function bindTextArea(field: HTMLTextAreaElement, text: Y.Text): () => void {
  let shown = text.toString();
  let composing = false;
  let waiting: (readonly DeltaStep[])[] = [];
  let typing = false;
  field.value = shown;

  const moved = (position: number) => waiting.reduce((at, delta) => movedPosition(at, delta), position);

  /** Takes over what is in the field now; edits of others that waited are respected by moving the change past them. */
  function push() {
    const change = textChange(shown, field.value, field.selectionEnd);
    if (change) {
      const at = moved(change.at);
      const end = Math.max(at, moved(change.at + change.removed));
      typing = true;
      text.doc?.transact(() => {
        if (end > at) text.delete(at, end - at);
        if (change.inserted) text.insert(at, change.inserted);
      }, undoableEdit);
      typing = false;
    }
    const start = moved(field.selectionStart);
    const end = moved(field.selectionEnd);
    const caughtUp = waiting.length === 0;
    waiting = [];
    shown = text.toString();
    if (field.value === shown) return;
    field.value = shown;
    if (!caughtUp) field.setSelectionRange(start, end);
  }

  function pull(event: Y.YTextEvent) {
    if (typing) return;
    const delta = event.delta as DeltaStep[];
    if (composing) {
      waiting.push(delta);
      return;
    }
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    shown = text.toString();
    field.value = shown;
    field.setSelectionRange(
      movedPosition(selectionStart, delta),
      movedPosition(selectionEnd, delta),
      selectionDirection,
    );
    field.scrollTop = scrollTop;
  }

  const input = () => composing || push();
  const compositionStart = () => {
    composing = true;
  };
  const compositionEnd = () => {
    composing = false;
    push();
  };
  field.addEventListener('input', input);
  field.addEventListener('compositionstart', compositionStart);
  field.addEventListener('compositionend', compositionEnd);
  text.observe(pull);
  return () => {
    field.removeEventListener('input', input);
    field.removeEventListener('compositionstart', compositionStart);
    field.removeEventListener('compositionend', compositionEnd);
    text.unobserve(pull);
  };
}

/** A text that several people may write at once. */
export function SharedTextArea({
  text,
  label,
  placeholder,
  rows = 4,
}: {
  text: Y.Text;
  label: string;
  placeholder: string;
  rows?: number;
}) {
  const mayEdit = useMayEdit();
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => (field.current ? bindTextArea(field.current, text) : undefined), [text]);
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="text-carets-place">
        <textarea
          id={id}
          ref={field}
          className="field"
          rows={rows}
          placeholder={placeholder}
          // Beside the fields that a screen locks as a whole: it writes by itself, not through the screen's actions.
          readOnly={!mayEdit}
          aria-describedby={mayEdit ? undefined : readOnlyReason}
          data-shared-text=""
        />
        <TextCarets text={text} field={field} />
      </div>
    </div>
  );
}
