import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { controls } from '#core/catalogue/controls.ts';

const file = new URL('./prototypes.json', import.meta.url);
const prototypes = v.parse(v.record(v.string(), v.array(v.string())), JSON.parse(readFileSync(file, 'utf8')));
const everyPassage = Object.values(prototypes).flat();

const wordCount = (passage: string) => passage.split(/\s+/).length;
const asCompared = (passage: string) =>
  passage
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

describe('the prototypes', () => {
  it('stand for all 93 controls, in their order, and for no evidence', () => {
    expect(Object.keys(prototypes)).toEqual([...controls.map((control) => control.id), 'none']);
  });

  it.each(controls.map((control) => control.id))('%s has 8 to 12 passages', (id) => {
    expect(prototypes[id]?.length).toBeGreaterThanOrEqual(8);
    expect(prototypes[id]?.length).toBeLessThanOrEqual(12);
  });

  it('have 60 passages that are no evidence', () => {
    expect(prototypes['none']).toHaveLength(60);
  });

  it('have 10 to 40 words each and no stray blanks', () => {
    for (const passage of everyPassage) {
      expect(wordCount(passage), passage).toBeGreaterThanOrEqual(10);
      expect(wordCount(passage), passage).toBeLessThanOrEqual(40);
      expect(passage).toBe(passage.replace(/\s+/g, ' ').trim());
    }
  });

  it('say each thing once: no passage twice, not even in other case or punctuation', () => {
    const seen = everyPassage.map(asCompared);
    expect(seen.filter((passage, i) => seen.indexOf(passage) !== i)).toEqual([]);
  });

  it('never name the control they stand for: that would train on the answer', () => {
    expect(everyPassage.filter((passage) => /\bA\.?[5-8]\.\d/.test(passage))).toEqual([]);
  });
});
