import { describe, expect, it } from 'vitest';
import { clauseIds } from '../soa/clause-entry.ts';
import { clauses } from './clauses.ts';
import { controls } from './controls.ts';
import { guidance } from './guidance.ts';

const consoles =
  'Okta,Microsoft 365/Entra,Google Workspace,AWS,Azure,GCP,GitHub,GitLab,Slack,Jira,Intune/Jamf,HR system,Cloudflare';
const records =
  'Document store,Ticket system,Contract register,Training platform,Access control system,Visitor register,Facility records,Meeting minutes,Risk register';
const systems = new Set([...consoles.split(','), ...records.split(',')]);
const sentencesOf = (texts: readonly string[]) =>
  texts.flatMap((text) => text.split(/(?<=[.?])\s+/)).filter((sentence) => sentence.length > 30);

describe('the guidance for controls', () => {
  it('has every control once, in the order of Annex A', () => {
    expect(guidance.map(({ control }) => control)).toEqual(controls.map(({ id }) => id));
  });

  it('has every part for every control, long enough to say something', () => {
    for (const { control, explanation, convinces, evidence, questions } of guidance) {
      expect(explanation.length, control).toBeGreaterThanOrEqual(200);
      expect(convinces.length, control).toBeGreaterThanOrEqual(150);
      expect(evidence.length, control).toBeGreaterThanOrEqual(2);
      expect(questions.length, control).toBeGreaterThanOrEqual(3);
    }
  });

  it('names at least four places for each control, all of them known', () => {
    for (const { control, evidence } of guidance) {
      const named = new Set(evidence.flatMap(({ where }) => where.map(({ system }) => system)));
      expect(named.size, control).toBeGreaterThanOrEqual(4);
      expect(
        [...named].filter((system) => !systems.has(system)),
        control,
      ).toEqual([]);
    }
  });

  it('repeats no sentence and speaks in our own words', () => {
    const sentences = sentencesOf(guidance.flatMap(({ explanation, convinces }) => [explanation, convinces]));
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(JSON.stringify(guidance)).not.toMatch(/\bshall\b/i);
  });
});

describe('the guidance for clauses', () => {
  it('has clauses 4 to 10 with every part, each once', () => {
    expect(clauses.map(({ clause }) => clause)).toHaveLength(41);
    expect(new Set(clauses.map(({ clause }) => clause)).size).toBe(41);
    expect(clauses.filter(({ clause }) => !clause.includes('.')).map(({ clause }) => clause)).toEqual(
      '4,5,6,7,8,9,10'.split(','),
    );
  });

  it('has a text for each clause that can be decided, and for nothing below it', () => {
    const leaves = clauses.filter(
      ({ clause }) => !clauses.some((other) => other.clause.startsWith(`${clause}.`)),
    );
    expect(leaves.map(({ clause }) => clause)).toEqual(clauseIds);
  });

  it('has every part, long enough to say something, and repeats no sentence', () => {
    for (const { clause, explanation, convinces, questions } of clauses) {
      expect(explanation.length, clause).toBeGreaterThanOrEqual(200);
      expect(convinces.length, clause).toBeGreaterThanOrEqual(150);
      expect(questions.length, clause).toBeGreaterThanOrEqual(3);
    }
    const sentences = sentencesOf(clauses.flatMap(({ explanation, convinces }) => [explanation, convinces]));
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(JSON.stringify(clauses)).not.toMatch(/\bshall\b/i);
  });
});
