import { useState } from 'react';
import type * as Y from 'yjs';
import type { CustomControl, ReferenceProblem } from '#core/catalogue/custom-control.ts';
import { referenceProblem } from '#core/catalogue/custom-control.ts';
import { customDescription } from '#core/workspace/custom-controls.ts';
import { DraftField } from '../../components/DraftField.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { SharedTextArea } from './SharedTextArea.tsx';
import type { SoaActions } from './soa-actions.ts';
import './custom-controls.css';

type CustomControlPartProps = {
  control: CustomControl;
  doc: Y.Doc;
  actions: SoaActions;
  onRemove: () => void;
};

/** What a custom control is, where a control of Annex A has its guidance: written by the team, and removed by it. */
export function CustomControlPart({ control, doc, actions, onRemove }: CustomControlPartProps) {
  const words = useMessages().custom;
  const [problem, setProblem] = useState<ReferenceProblem>();
  const { id, reference, title, source } = control;

  function rename(next: string) {
    const found = referenceProblem(next);
    setProblem(found);
    if (!found) actions.setCustomField(id, 'reference', next);
  }

  return (
    <fieldset className="panel-part">
      <legend className="label">{words.definition}</legend>
      <div className="custom-fields">
        <DraftField label={words.fields.reference} value={reference} onCommit={rename} />
        <DraftField
          label={words.fields.title}
          value={title}
          placeholder={words.titlePlaceholder}
          onCommit={(next) => actions.setCustomField(id, 'title', next)}
        />
        <DraftField
          label={words.fields.source}
          value={source}
          placeholder={words.sourcePlaceholder}
          onCommit={(next) => actions.setCustomField(id, 'source', next)}
        />
      </div>
      <p role="alert" className="custom-refused">
        {problem && words.problems[problem]}
      </p>
      <SharedTextArea
        text={customDescription(doc, id)}
        label={words.fields.description}
        placeholder={words.descriptionPlaceholder}
      />
      <button
        type="button"
        className="button custom-remove"
        data-look="quiet"
        data-size="small"
        onClick={onRemove}
      >
        <Icon name="close" />
        {words.remove}
      </button>
    </fieldset>
  );
}
