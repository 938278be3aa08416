/** Writes what a person chose of an imported risk register into the workspace. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Score } from '../risks/criteria.ts';
import { basisSchema, propertySchema, treatmentSchema } from '../risks/risk.ts';
import { readCustomControls } from '../workspace/custom-controls.ts';
import { edit } from '../workspace/edit.ts';
import { createRecord, recordText, restoreRecord, setControls } from '../workspace/records.ts';
import { readRegister } from '../workspace/registers.ts';
import { replaceText } from '../workspace/replace-text.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  linkAsset,
  readRisk,
  setAffects,
  setRiskField,
  setRiskScore,
} from '../workspace/risks.ts';
import type { ImportHands } from './apply-soa-import.ts';
import { readControlList } from './import-control.ts';
import type { RiskImportRow } from './import-risks.ts';
import type { FieldChange } from './import-report.ts';
import type { RiskImportField } from './risk-wordings.ts';

const list = (text: string, between: string) => text.split(between).filter((part) => part !== '');

function assetFor(doc: Y.Doc, name: string, { author, newId }: ImportHands): string {
  const known = readRegister(doc, 'asset').find(
    (asset) => asset.name.trim().toLowerCase() === name.toLowerCase(),
  );
  if (known) return known.id;
  const id = newId();
  createRecord(doc, 'asset', id, { name }, author);
  return id;
}

function setAcceptance(doc: Y.Doc, id: string, text: string, hands: ImportHands): void {
  if (text === '') return decideAcceptance(doc, id, { kind: 'none' }, hands.author);
  const [owner = '', likelihood, consequence, criteria, by = '', at = ''] = text.split('\n');
  const score = { likelihood: Number(likelihood), consequence: Number(consequence) };
  const author = by === '' || at === '' ? hands.author : { by, at };
  decideAcceptance(doc, id, { kind: 'accepted', owner, score, criteria: Number(criteria) }, author);
}

function applyChange(
  doc: Y.Doc,
  id: string,
  { field, after }: FieldChange<RiskImportField>,
  hands: ImportHands,
): void {
  switch (field) {
    case 'removed':
      return restoreRecord(doc, 'risk', id);
    case 'title':
    case 'threat':
    case 'vulnerability':
    case 'owner':
    case 'reviewOn':
      return setRiskField(doc, id, field, after);
    case 'basis':
      return setRiskField(doc, id, field, v.parse(basisSchema, after));
    case 'description':
    case 'plan':
      return replaceText(recordText(doc, 'risk', id, field), after);
    case 'affects': {
      const named = list(after, ', ');
      for (const property of propertySchema.options) setAffects(doc, id, property, named.includes(property));
      return;
    }
    case 'assets': {
      const wanted = new Set(list(after, '\n').map((name) => assetFor(doc, name, hands)));
      for (const asset of readRisk(doc, id).assets) if (!wanted.has(asset)) linkAsset(doc, id, asset, false);
      for (const asset of wanted) linkAsset(doc, id, asset, true);
      return;
    }
    case 'controls':
      return setControls(doc, 'risk', id, readControlList(after, readCustomControls(doc)).controls);
    case 'inherent:likelihood':
    case 'inherent:consequence':
    case 'residual:likelihood':
    case 'residual:consequence': {
      const [which, part] = field.split(':') as ['inherent' | 'residual', keyof Score];
      return setRiskScore(doc, id, which, part, Number(after));
    }
    case 'treatment':
      return decideTreatment(doc, id, v.parse(treatmentSchema, after), hands.author);
    case 'acceptance':
      return setAcceptance(doc, id, after, hands);
  }
}

/** Writes the changes of these rows in one transaction; risks and assets that are not there yet are made. */
export const applyRiskImport = (doc: Y.Doc, rows: readonly RiskImportRow[], hands: ImportHands): void =>
  edit(doc, () => {
    for (const { id: given, number, notes, changes } of rows) {
      const id = given ?? hands.newId();
      const isNew = notes.some(({ kind }) => kind === 'new-record');
      if (isNew) createRisk(doc, id, { number }, hands.author);
      for (const change of changes) applyChange(doc, id, change, hands);
    }
  });
