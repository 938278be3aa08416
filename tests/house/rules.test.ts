/** Tests about the code base: each numbered rule has a test that carries its number, and no test carries a number without a rule. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const textOf = (file: string) => readFileSync(file, 'utf8');
const idsIn = (texts: string[], pattern: RegExp) =>
  new Set(texts.flatMap((text) => text.match(pattern) ?? []));

describe('the house', () => {
  it('has a test for each numbered rule, and a rule for each number in a test', () => {
    const rules = idsIn(
      files.filter((file) => /(PROTOCOL|SPEC)\.md$/.test(file)).map(textOf),
      /\[[A-Z]+-\d+\]/g,
    );
    const tested = idsIn(
      files.filter((file) => /\.test\.tsx?$/.test(file)).map(textOf),
      /(?<=(it|test)\('\s*)\[[A-Z]+-\d+\]/g,
    );
    expect(rules.size).toBeGreaterThan(0);
    expect([...rules].sort()).toEqual([...tested].sort());
  });

  it('skips no test and focuses on none', () => {
    const focused = files.filter(
      (file) => /\.test\.tsx?$/.test(file) && /\b(it|test|describe)\.(skip|only|todo)\b/.test(textOf(file)),
    );
    expect(focused).toEqual([]);
  });

  it('carries no requirement text: summaries are ours and the titles are the public ones', () => {
    const titles = files
      .filter((file) => /^core\/catalogue\/controls-.*\.ts$/.test(file))
      .map(textOf)
      .join('\n');
    expect(titles.match(/\bid: 'A\.[5-8]\.\d+'/g)).toHaveLength(93);
    // The standard words its requirements with "shall"; our own words never do.
    expect(titles).not.toMatch(/\bshall\b/i);
  });
});
