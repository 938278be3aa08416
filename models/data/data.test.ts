import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { controls } from '#core/catalogue/controls.ts';
import { ownExamples } from '#models/train/examples.ts';

const examples = await ownExamples();
const passages = examples.filter(({ kind }) => kind !== 'page');
const pages = examples.filter(({ kind }) => kind === 'page');
const known = new Set<string>([...controls.map(({ id }) => id), 'none']);
const splits = ['train', 'dev', 'test'] as const;

describe('the labelled texts', () => {
  it('have at least 40 passages for each control, of at least 8 systems', () => {
    for (const { id } of controls) {
      const own = passages.filter(({ labels }) => labels[0] === id);
      expect(own.length, id).toBeGreaterThanOrEqual(40);
      expect(new Set(own.map(({ system }) => system)).size, id).toBeGreaterThanOrEqual(8);
    }
  });

  it('have what is no evidence: passages and whole pages', () => {
    const none = (some: typeof examples) => some.filter(({ labels }) => labels[0] === 'none').length;
    expect(none(passages)).toBeGreaterThanOrEqual(400);
    expect(none(pages)).toBeGreaterThanOrEqual(150);
  });

  it('carry known labels, each once, and an id of their own', () => {
    for (const { id, labels } of examples) {
      expect(labels.length, id).toBeGreaterThan(0);
      expect(new Set(labels).size, id).toBe(labels.length);
      expect(
        labels.filter((label) => !known.has(label)),
        id,
      ).toEqual([]);
    }
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
  });

  it('come from many systems, none of them in two splits', async () => {
    const bySplit = await Promise.all(splits.map((split) => ownExamples(split)));
    const systems = bySplit.map((some) => new Set(some.map(({ system }) => system)));
    expect(systems.map(({ size }) => size).reduce((sum, size) => sum + size)).toBe(
      new Set(examples.map(({ system }) => system)).size,
    );
    expect(bySplit.flat()).toHaveLength(examples.length);
    expect(new Set(examples.map(({ system }) => system)).size).toBeGreaterThanOrEqual(25);
    for (const some of bySplit)
      expect(new Set(some.map(({ labels }) => labels[0]).filter((label) => label !== 'none')).size).toBe(93);
  });

  it('say nothing of what acceptance is measured on', () => {
    const reserved =
      /\b(Okta|Entra|Microsoft 365|Office 365|Google Workspace|GitHub|Cloudflare|Vercel|MongoDB|Google Cloud|Kubernetes|MeshCentral|Cockpit)\b/;
    expect(
      examples.filter(({ text, system }) => reserved.test(`${system} ${text}`)).map(({ id }) => id),
    ).toEqual([]);
  });

  it('name no control in a text, so that nothing can be learnt from numbers', () => {
    expect(passages.filter(({ text }) => /\bA\.[5-8]\.\d/.test(text)).map(({ id }) => id)).toEqual([]);
  });

  it('have no near-duplicates: no two passages share more than six in ten of their word triples', () => {
    const triplesOf = (text: string) => {
      const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
      return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
    };
    const all = passages.map(({ text }) => triplesOf(text));
    const places = new Map<string, number[]>();
    const near: [string, string][] = [];
    all.forEach((triples, at) => {
      const shared = new Map<number, number>();
      for (const triple of triples) {
        const before = places.get(triple) ?? [];
        for (const other of before) shared.set(other, (shared.get(other) ?? 0) + 1);
        places.set(triple, [...before, at]);
      }
      for (const [other, count] of shared)
        if (count / Math.min(triples.size, all[other]?.size ?? 1) > 0.6)
          near.push([passages[other]?.id ?? '', passages[at]?.id ?? '']);
    });
    expect(near).toEqual([]);
  });
});

describe('our labels for public texts', () => {
  it('are ids and controls alone, no text', () => {
    const lines = readFileSync(new URL('public-labels.tsv', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(2000);
    for (const line of lines)
      expect(line).toMatch(/^[\w:.()-]+\t(A\.[5-8]\.\d{1,2}( A\.[5-8]\.\d{1,2}){0,3})?$/);
  });
});
