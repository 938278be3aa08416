import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { defaultRedactionRules } from '#core/redaction/rules.ts';
import { ExtensionDatabase } from './database.ts';
import { mustBeMasked, noWorkspace, rulesForClips, rulesOf, storeRules } from './rules.ts';

const [one, two] = ['https://one.example', 'https://two.example'];
const masking = { ...defaultRedactionRules, always: ['email' as const] };
let db: ExtensionDatabase;

beforeEach(() => {
  db = new ExtensionDatabase(`rules-${Math.random()}`);
});

const pair = (origin: string) => db.pairings.put({ origin, pairedAt: '2026-11-28T00:00:00.000Z' });

it('are the default until somebody sets them, then those of this device for every workspace without its own', async () => {
  expect(await rulesForClips(db)).toEqual(defaultRedactionRules);
  await storeRules(db, noWorkspace, masking);
  await pair(one);
  expect(await rulesOf(db, one)).toEqual(masking);
  await storeRules(db, one, defaultRedactionRules);
  expect(await rulesForClips(db)).toEqual(defaultRedactionRules);
});

it('are the strictest of all paired workspaces, and none of those that are not paired', async () => {
  await pair(one);
  await pair(two);
  await storeRules(db, one, { ...defaultRedactionRules, keptDomains: ['one.example'] });
  await storeRules(db, two, { ...masking, keptDomains: [] });
  await storeRules(db, 'https://gone.example', { ...defaultRedactionRules, words: ['gone'] });
  const rules = await rulesForClips(db);
  expect(rules).toMatchObject({ always: ['email'], keptDomains: [], words: [] });
});

it('must be applied to a clip once, where they mask anything', async () => {
  expect(await mustBeMasked(db, 'a clip')).toBe(false);
  await storeRules(db, noWorkspace, masking);
  expect(await mustBeMasked(db, 'a clip')).toBe(true);
});

it('that cannot be understood are an error, never no rules', async () => {
  await db.table('redactionRules').put({ workspace: noWorkspace, rules: { always: ['passport'] } });
  await expect(rulesForClips(db)).rejects.toThrow();
});
