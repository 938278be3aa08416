import { v7 as uuidv7 } from 'uuid';
import type * as Y from 'yjs';
import type { ControlId } from '#core/catalogue/control.ts';
import type { RiskCriteria, Score } from '#core/risks/criteria.ts';
import type { RegisterName } from '#core/risks/registers.ts';
import type { Acceptance, Risk, RiskAction, SecurityProperty, Treatment } from '#core/risks/risk.ts';
import type { RiskScenario } from '#core/risks/scenarios.ts';
import type { RecordKind } from '#core/workspace/records.ts';
import { createRecord, linkControl, removeRecord, restoreRecord } from '#core/workspace/records.ts';
import { setRegisterField } from '#core/workspace/registers.ts';
import type { RiskField } from '#core/workspace/risks.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  draftOfScenario,
  linkAsset,
  readCriteria,
  removeAction,
  saveCriteria,
  setAction,
  setAffects,
  setRiskField,
  setRiskScore,
} from '#core/workspace/risks.ts';
import type { Messages } from '../../messages/en.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';

export type RiskActions = ReturnType<typeof createRiskActions>;

/** What a person does in the risk register and the lean registers. Each call is one step of undo. */
export function createRiskActions(options: {
  doc: Y.Doc;
  undo: Undo;
  toasts: Toasts;
  messages: Messages;
  /** The member's name for decisions, as it is at the moment. */
  memberName: () => string;
  now: () => Date;
}) {
  const { doc, undo, toasts, messages } = options;
  const author = () => ({ by: options.memberName(), at: options.now().toISOString() });

  /** Removes and offers to bring back. */
  function remove(kind: RecordKind, id: string, words: string) {
    if (!undo.step(() => removeRecord(doc, kind, id))) return;
    const run = () => undo.step(() => restoreRecord(doc, kind, id));
    toasts.show(words, { label: messages.app.undo, run }, id);
  }

  return {
    /** The new risk's id. */
    add(): string {
      const id = uuidv7();
      undo.step(() => createRisk(doc, id, {}, author()));
      return id;
    },
    /** Takes scenarios over in one step; the first one's id. */
    addScenarios(scenarios: readonly RiskScenario[]): string | undefined {
      const { criteria } = readCriteria(doc);
      const ids = scenarios.map(() => uuidv7());
      const done = undo.step(() =>
        scenarios.forEach((scenario, at) => {
          createRisk(doc, ids[at] ?? uuidv7(), draftOfScenario(scenario, criteria), author());
        }),
      );
      if (!done) return undefined;
      toasts.show(messages.risks.addedMany(scenarios.length), undefined, 'library');
      return ids[0];
    },
    setField: (id: string, field: RiskField, value: string) =>
      undo.step(() => setRiskField(doc, id, field, value)),
    setScore: (id: string, which: 'inherent' | 'residual', part: keyof Score, step: number) =>
      undo.step(() => setRiskScore(doc, id, which, part, step)),
    setAffects: (id: string, property: SecurityProperty, holds: boolean) =>
      undo.step(() => setAffects(doc, id, property, holds)),
    setTreatment: (id: string, value: Treatment) =>
      undo.step(() => decideTreatment(doc, id, value, author())),
    setAcceptance: (id: string, value: Acceptance) =>
      undo.step(() => decideAcceptance(doc, id, value, author())),
    linkControl: (kind: RecordKind, id: string, control: ControlId, holds: boolean) =>
      undo.step(() => linkControl(doc, kind, id, control, holds)),
    linkAsset: (id: string, asset: string, holds: boolean) =>
      undo.step(() => linkAsset(doc, id, asset, holds)),
    addAction(id: string): string {
      const action = uuidv7();
      undo.step(() => setAction(doc, id, action, { title: '' }));
      return action;
    },
    setAction: (id: string, action: string, change: Partial<Omit<RiskAction, 'id'>>) =>
      undo.step(() => setAction(doc, id, action, change)),
    removeAction: (id: string, action: string) => undo.step(() => removeAction(doc, id, action)),
    removeRisk: ({ id, reference }: Risk) => remove('risk', id, messages.risks.removed(reference)),
    restoreRisk: (id: string) => undo.step(() => restoreRecord(doc, 'risk', id)),

    saveCriteria(criteria: RiskCriteria) {
      if (!undo.step(() => saveCriteria(doc, criteria, author()))) return;
      toasts.show(messages.criteria.saved(readCriteria(doc).criteria.version), undefined, 'criteria');
    },

    addRecord(register: RegisterName): string {
      const id = uuidv7();
      undo.step(() => createRecord(doc, register, id, {}, author()));
      return id;
    },
    setRecordField: (register: RegisterName, id: string, field: string, value: string) =>
      undo.step(() => setRegisterField(doc, register, id, field, value)),
    removeRecord: (register: RegisterName, id: string, name: string) =>
      remove(register, id, messages.registers.removed(name || messages.registers.untitled)),
  };
}
