import type * as Y from 'yjs';
import type { CustomControlId } from '#core/catalogue/control.ts';
import { readCustomControl } from '#core/workspace/custom-controls.ts';
import type { CustomControlValues } from '#core/workspace/custom-control-history.ts';
import {
  readCustomControlHistory,
  restorableInCustomControl,
  watchCustomControlHistory,
} from '#core/workspace/custom-control-history.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { ChangeList } from './ChangeList.tsx';
import type { SoaActions } from './soa-actions.ts';
import { useHistory } from './use-history.ts';

type CustomHistoryProps = { doc: Y.Doc; control: CustomControlId; actions: SoaActions };

const readDefinition = (doc: Y.Doc, control: CustomControlId) => ({
  changes: readCustomControlHistory(doc, control),
  now: readCustomControl(doc, control),
});

/** Who changed what in the definition of a custom control, and when; older values can be put back. */
export function CustomHistory({ doc, control, actions }: CustomHistoryProps) {
  const words = useMessages().custom;
  const read = useHistory(doc, control, readDefinition, watchCustomControlHistory);
  if (!read) return null;
  return (
    <ChangeList<CustomControlValues>
      changes={read.changes}
      fieldWords={{ ...words.fields, removed: words.presence }}
      wordsOf={(field, value) =>
        field === 'removed' ? words[value === true ? 'absent' : 'present'] : String(value)
      }
      isProse={(field) => field === 'description'}
      // What is removed has no panel; a click that removes stands there already.
      offersOf={(change) =>
        change.field === 'removed' ? [] : restorableInCustomControl(change, read.changes, read.now)
      }
      onRestore={(field, value) => field !== 'removed' && actions.restoreDefinition(control, field, value)}
    />
  );
}
