import type * as Y from 'yjs';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { RegisterState } from '../risks/register-state.ts';
import type { Claim } from '../shared/claim.ts';
import { readCustomControls } from './custom-controls.ts';
import { readRegister } from './registers.ts';
import { readCriteria, readRisks } from './risks.ts';

/** The registers as they stand, without what was removed; `contestedCriteria` as `readCriteria` has it. */
export function readRegisterState(doc: Y.Doc): RegisterState & { contestedCriteria: Claim<RiskCriteria>[] } {
  const { criteria, contested } = readCriteria(doc);
  return {
    risks: readRisks(doc).filter(({ removed }) => !removed),
    criteria,
    contestedCriteria: contested,
    asset: readRegister(doc, 'asset'),
    supplier: readRegister(doc, 'supplier'),
    obligation: readRegister(doc, 'obligation'),
    customControls: readCustomControls(doc),
  };
}
