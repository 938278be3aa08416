/** Fills the app's workspace with risks and registers from a page of the app's own origin, before the app is opened. */
import type * as Y from 'yjs';
import { createDeviceKey, deviceSigner } from '#core/crypto/device-key.ts';
import { acceptanceStatement } from '#core/signing/acceptance-signatures.ts';
import { defaultCriteria } from '#core/risks/criteria.ts';
import type { Treatment } from '#core/risks/risk.ts';
import { treatmentSchema } from '#core/risks/risk.ts';
import { riskScenarios } from '#core/risks/scenarios.ts';
import { introduceDevice } from '#core/seal/device-roster.ts';
import { bytesToText } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { signStatement } from '#core/signing/statement.ts';
import { createRecord, linkControl, recordText } from '#core/workspace/records.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  draftOfScenario,
  readRisks,
  setAction,
  setRiskField,
  setRiskScore,
} from '#core/workspace/risks.ts';
import { addSignedAcceptance } from '#core/workspace/signed-acceptances.ts';
import { setApplicability, setProvider } from '#core/workspace/workspace.ts';
import { AppDatabase } from '../../app/storage/database.ts';
import { openWorkspaceStore } from '../../app/storage/workspace-store.ts';

const id = (kind: number, n: number) => `0199a000-000${kind}-7000-8000-${n.toString(16).padStart(12, '0')}`;
const who = { by: 'Alice Weber', at: '2026-03-01T10:00:00.000Z' };
const owners = ['Alice Weber', 'Bob Adeyemi', 'IT operations', ''];

/** The acceptance of a risk, signed on two devices that are not this browser's: one of its owner's and one of somebody else's. */
async function signElsewhere(doc: Y.Doc, risk: string, ...members: string[]) {
  const found = readRisks(doc).find((one) => one.id === risk);
  const statement = found && acceptanceStatement(found);
  if (!statement) throw new Error('the risk was accepted');
  for (const member of members) {
    const signer = deviceSigner(await createDeviceKey());
    const at = new Date(who.at);
    const introduction = await introduceDevice(signer, { ...signer, member, label: '' }, at);
    const line = await signStatement(signer, { ...statement, remark: '', member }, at);
    await addSignedAcceptance(doc, {
      line,
      introduction,
      text: bytesToText(canonicalJson(statement.content)),
    });
  }
}

async function seedRisks(): Promise<void> {
  const db = new AppDatabase();
  const opened = await openWorkspaceStore(db);
  if (!opened.ok) throw new Error(opened.error.sentence);
  const { doc } = opened.value;
  const treatments: readonly Treatment[] = treatmentSchema.options;
  riskScenarios.slice(0, 25).forEach((scenario, at) => {
    const risk = id(1, at + 1);
    createRisk(doc, risk, draftOfScenario(scenario, defaultCriteria), who);
    setRiskField(doc, risk, 'owner', owners[at % owners.length] ?? '');
    decideTreatment(doc, risk, treatments[(at + 1) % treatments.length] ?? 'modify', who);
    if (at % 3 === 2) return;
    const score = { likelihood: 1 + (at % 4), consequence: 1 + (at % 5) };
    for (const part of ['likelihood', 'consequence'] as const)
      setRiskScore(doc, risk, 'residual', part, score[part]);
    if (at % 2 === 0)
      decideAcceptance(
        doc,
        risk,
        { kind: 'accepted', owner: owners[at % owners.length] ?? '', score, criteria: 1 },
        who,
      );
    if (at === 4) setRiskScore(doc, risk, 'residual', 'consequence', 2);
  });
  const first = id(1, 1);
  recordText(doc, 'risk', first, 'plan').insert(
    0,
    'Security keys for all administrators, then for everybody.',
  );
  setAction(doc, first, id(2, 1), {
    title: 'Buy 20 keys',
    owner: 'Bob Adeyemi',
    due: '2026-06-30',
    done: true,
  });
  setAction(doc, first, id(2, 2), {
    title: 'Switch SMS codes off',
    owner: 'IT operations',
    due: '2026-10-31',
  });
  createRecord(
    doc,
    'asset',
    id(3, 1),
    { name: 'Customer database', type: 'information', owner: 'Engineering' },
    who,
  );
  createRecord(doc, 'asset', id(3, 2), { name: 'Office', type: 'facility' }, who);
  const report = { report: 'SOC 2 Type II', reportDate: '2026-02-01', criticality: 'high' };
  createRecord(doc, 'supplier', id(4, 1), { name: 'Hosting Ltd', service: 'Data centre', ...report }, who);
  createRecord(doc, 'obligation', id(5, 1), { name: 'GDPR', type: 'regulation', source: 'Article 32' }, who);
  linkControl(doc, 'obligation', id(5, 1), 'A.5.34', true);
  linkControl(doc, 'obligation', id(5, 1), 'A.8.5', true);
  setApplicability(doc, 'A.8.5', 'applicable', who);
  setApplicability(doc, 'A.7.1', 'inherited', who);
  setProvider(doc, 'A.7.1', id(4, 1));
  await signElsewhere(doc, first, 'Alice Weber', 'Bob Adeyemi');
  const saved = await opened.value.close();
  if (saved.kind !== 'saved') throw new Error(saved.kind);
  db.close();
}

declare global {
  var seedRisks: () => Promise<void>;
}

globalThis.seedRisks = seedRisks;
