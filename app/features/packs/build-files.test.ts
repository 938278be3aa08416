import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { controls } from '#core/catalogue/controls.ts';
import { soaReport } from '#core/exchange/soa-report.ts';
import { soaCsvFiles, soaWorkbook } from '#core/exchange/soa-xlsx.ts';
import { defaultCriteria } from '#core/risks/criteria.ts';
import { bytesToText, sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { blankClause, clauseIds } from '#core/soa/clause-entry.ts';
import { blankEntry } from '#core/soa/soa-entry.ts';
import { freezeSoa, parseSoaVersion, type FrozenSoa } from '#core/soa/soa-version.ts';
import { fixedSealing } from '../../../tests/fixtures/sealing.ts';
import { makeRisk } from '../../../tests/fixtures/risks.ts';
import { olderForm } from '../../../tests/fixtures/older-versions.ts';
import { inputOfDay, inputOfVersion, type PackInput } from './build-files.ts';

const registersOf = (title: string) => ({
  risks: [makeRisk({ title })],
  criteria: defaultCriteria,
  asset: [],
  supplier: [],
  obligation: [],
  customControls: [],
  contestedCriteria: [],
});
const stateOf = (when: 'then' | 'now') => ({
  isms: { organization: `Organisation ${when}`, approver: `Approver ${when}`, scope: `Scope ${when}` },
  entries: controls.map(({ id }) => ({ ...blankEntry(id), remarks: `Row ${when}` })),
  clauses: clauseIds.map((clause) => ({ ...blankClause(clause), how: `Clause ${when}` })),
  registers: registersOf(`Risk ${when}`),
});

const today = stateOf('now');
const now: PackInput = {
  ...today.isms,
  ...today,
  exhibits: [],
  acceptances: undefined,
  comments: undefined,
  sealing: async () => fixedSealing,
  onPackMade: () => undefined,
  now: () => new Date('2026-06-01T00:00:00Z'),
};

async function frozenThen(form: 1 | 2 | 3): Promise<FrozenSoa> {
  const frozen = await freezeSoa({
    ...stateOf('then'),
    number: 1,
    reason: 'Audit',
    approver: 'Zoë',
    frozenBy: '',
    frozenAt: '2026-05-04T07:08:10.000Z',
    previous: '',
    exhibits: [],
  });
  if (!frozen.ok) throw new Error(frozen.error.kind);
  if (form === 3) return frozen.value;
  const bytes = canonicalJson(olderForm(frozen.value.version, form));
  const version = parseSoaVersion(bytesToText(bytes));
  if (!version) throw new Error(`form ${form} is read`);
  return { sha256: await sha256Hex(bytes), text: bytesToText(bytes), version };
}

const unpacked = (bytes: Uint8Array) =>
  Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');
/** What each file of the SoA says. */
async function filesOf(input: PackInput): Promise<string[]> {
  const whole = { ...input, workspaceName: 'ISMS', generatedAt: input.now().toISOString() };
  const workbook = new Uint8Array(await (await soaWorkbook(whole)).arrayBuffer());
  return [unpacked(workbook), unpacked(soaCsvFiles(whole)), JSON.stringify(soaReport(whole))];
}

describe('what is saved of a frozen version', () => {
  const shown = async (form: 1 | 2 | 3) => ({ ...(await frozenThen(form)), label: '1', approvals: [] });

  it('is all the version’s own, and nothing of today', async () => {
    const input = inputOfVersion(now, await shown(3));
    expect(input.registers?.risks[0]?.title).toBe('Risk then');
    for (const text of await filesOf(input)) {
      for (const words of ['Organisation then', 'Scope then', 'Row then', 'Clause then', 'Zoë'])
        expect(text).toContain(words);
      expect(text).not.toMatch(/(Organisation|Scope|Row|Clause|Risk|Approver) now/);
      expect(text).not.toContain('as worded when generated');
    }
  });

  it.each([1, 2] as const)(
    'of form /%i says which of it is today’s wording, and tells no state of clauses',
    async (form) => {
      const input = inputOfVersion(now, await shown(form));
      expect(input.registers?.risks[0]?.title).toBe(form === 2 ? 'Risk then' : undefined);
      for (const text of await filesOf(input)) {
        for (const words of ['Row then', 'Scope (as worded when generated)', 'Scope now'])
          expect(text).toContain(words);
        expect(text).not.toMatch(/Clause (now|then)/);
      }
    },
  );
});

it('saves a day’s own rows, clauses, registers and cover, with the exhibits of that day', () => {
  const exhibit = '01970000-0000-7000-8000-000000000001';
  const then = stateOf('then');
  const clauses = then.clauses.map((entry, at) => (at === 0 ? { ...entry, exhibits: [exhibit] } : entry));
  const record = { id: exhibit } as PackInput['exhibits'][number];
  const input = inputOfDay(
    { ...now, exhibits: [record, { ...record, id: '01970000-0000-7000-8000-000000000002' }] },
    { ...then, clauses, kind: 'exact', at: '2026-05-04T21:59:59.999Z', unknown: 0 },
  );
  expect(input).toMatchObject({ ...then.isms, asOf: '2026-05-04T21:59:59.999Z' });
  expect(input.clauses).toBe(clauses);
  expect(input.exhibits).toEqual([record]);
  expect(inputOfDay(now, { kind: 'nothing' })).toBe(now);
});
