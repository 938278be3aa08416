import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { proposalSchema } from '#core/evidence/exhibit.ts';
import { proposalOf } from './steps.ts';

describe('proposalOf', () => {
  it('fits the record also where a passage is one endless word', () => {
    const proposal = proposalOf({
      control: 'A.8.24',
      score: 0.5,
      passage: `Certificate ${'MIIC'.repeat(6_000)}`,
      words: [
        { start: 0, end: 11 },
        { start: 12, end: 24_012 },
      ],
    });
    expect(v.is(proposalSchema, proposal)).toBe(true);
    expect(proposal.words).toEqual([{ start: 0, end: 11 }]);
  });
});
