import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { controlIdSchema, themes } from './control.ts';
import { controls } from './controls.ts';

describe('the catalogue', () => {
  it('has the 93 controls of Annex A, each once and in order', () => {
    const sizes = { 5: 37, 6: 8, 7: 14, 8: 34 };
    const expected = Object.entries(sizes).flatMap(([clause, size]) =>
      Array.from({ length: size }, (_, i) => `A.${clause}.${i + 1}`),
    );
    expect(expected).toHaveLength(93);
    expect(controls.map((control) => control.id)).toEqual(expected);
  });

  it('files each control under the theme of its clause, by an id the schema takes', () => {
    for (const control of controls) {
      const theme = themes.find(({ clause }) => control.id.startsWith(`${clause}.`));
      expect(control.theme, control.id).toBe(theme?.id);
      expect(v.is(controlIdSchema, control.id), control.id).toBe(true);
    }
  });

  it('gives each control a title and a summary of its own', () => {
    expect(new Set(controls.map((control) => control.title)).size).toBe(93);
    expect(new Set(controls.map((control) => control.summary)).size).toBe(93);
  });

  it.each(controls)('$id says in 40 to 300 characters what it is for', ({ summary }) => {
    expect(summary.length).toBeGreaterThanOrEqual(40);
    expect(summary.length).toBeLessThanOrEqual(300);
    expect(summary).toMatch(/^\p{Lu}.*\.$/u);
  });

  it.each(controls)('$id has 5 to 20 different keywords', ({ keywords }) => {
    expect(new Set(keywords.map((keyword) => keyword.toLowerCase())).size).toBe(keywords.length);
    expect(keywords.length).toBeGreaterThanOrEqual(5);
    expect(keywords.length).toBeLessThanOrEqual(20);
    for (const keyword of keywords) expect(keyword).toMatch(/^\S+( \S+){0,3}$/);
  });
});
