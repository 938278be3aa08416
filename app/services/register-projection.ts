import type * as Y from 'yjs';
import type { CustomControl } from '#core/catalogue/custom-control.ts';
import type { Claim } from '#core/shared/claim.ts';
import type { RiskCriteria } from '#core/risks/criteria.ts';
import { registerNames } from '#core/risks/registers.ts';
import type { RegisterName, RegisterRecord } from '#core/risks/registers.ts';
import type { Risk } from '#core/risks/risk.ts';
import { changedRoots } from '#core/workspace/changed-roots.ts';
import { readAllCustomControls, type CustomControlRecord } from '#core/workspace/custom-controls.ts';
import { recordIds, recordOfType } from '#core/workspace/records.ts';
import { readRegisterRecord } from '#core/workspace/registers.ts';
import { readCriteria, readRisk, withReferences } from '#core/workspace/risks.ts';
import { createWatchable } from './watchable.ts';
import type { Watchable } from './watchable.ts';

/** What is in the registers; removed risks are told apart, removed records of the lean registers are left out. */
export type Registers = {
  risks: readonly Risk[];
  removedRisks: readonly Risk[];
  criteria: RiskCriteria;
  contestedCriteria: readonly Claim<RiskCriteria>[];
  /** In the order of their references. */
  customControls: readonly CustomControl[];
  removedCustomControls: readonly CustomControl[];
} & { [Name in RegisterName]: readonly RegisterRecord<Name>[] };

/** What is kept here; auditors' findings are not: see findings-port.ts. */
const kinds = ['risk', ...registerNames] as const;
type Kind = (typeof kinds)[number];
const isKind = (kind: string): kind is Kind => kinds.some((known) => known === kind);

type Numbered = Risk & { number: number };

const definition = ({ removed: _removed, ...control }: CustomControlRecord): CustomControl => control;

/**
 * The registers, kept in step with the document. Only records that a change touched are read again; the state keeps its object
 * while nothing in it changed. `getState` is never behind the document.
 */
export function createRegisterProjection(doc: Y.Doc): Watchable<Registers> {
  const records = new Map<string, Numbered | RegisterRecord>();
  const touched = new Set<string>();
  let everything = true;

  function read(kind: Kind): void {
    for (const id of recordIds(doc, kind)) {
      const key = `${kind}/${id}`;
      if (!everything && records.has(key) && !touched.has(key)) continue;
      records.set(key, kind === 'risk' ? readRisk(doc, id) : readRegisterRecord(doc, kind, id));
    }
    // An undone creation leaves no record.
    const known = new Set(recordIds(doc, kind).map((id) => `${kind}/${id}`));
    for (const key of records.keys()) if (key.startsWith(`${kind}/`) && !known.has(key)) records.delete(key);
  }

  const ofKind = <Of>(kind: Kind) =>
    [...records]
      .filter(([key]) => key.startsWith(`${kind}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, record]) => record as Of);

  function readAll(): Registers {
    for (const kind of kinds) read(kind);
    touched.clear();
    everything = false;
    const { criteria, contested } = readCriteria(doc);
    const all = withReferences(ofKind<Numbered>('risk'));
    const custom = readAllCustomControls(doc);
    const kept = <Name extends RegisterName>(name: Name) =>
      ofKind<RegisterRecord<Name>>(name).filter(({ removed }) => !removed);
    return {
      risks: all.filter(({ removed }) => !removed),
      removedRisks: all.filter(({ removed }) => removed),
      criteria,
      contestedCriteria: contested,
      customControls: custom.filter(({ removed }) => !removed).map(definition),
      removedCustomControls: custom.filter(({ removed }) => removed).map(definition),
      asset: kept('asset'),
      supplier: kept('supplier'),
      obligation: kept('obligation'),
    };
  }

  const state = createWatchable(readAll());
  let stale = false;
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    for (const name of changedRoots(transaction).keys()) {
      const found = recordOfType(name);
      const record = found && (isKind(found.kind) || found.kind === 'control') ? found : undefined;
      if (record) touched.add(`${record.kind}/${record.id}`);
      // Risks and obligations name a control as long as it is not removed.
      if (record?.kind === 'control' && name === `control/${record.id}`) everything = true;
      if (!record && name !== 'risk-criteria') continue;
      if (stale) continue;
      stale = true;
      queueMicrotask(refresh);
    }
  });

  function refresh() {
    if (!stale) return;
    stale = false;
    state.set(readAll());
  }

  return {
    getState() {
      refresh();
      return state.getState();
    },
    subscribe: state.subscribe,
  };
}
