import { describe, expect, it } from 'vitest';
import { controls } from '../catalogue/controls.ts';
import { riskScenarios } from './scenarios.ts';

describe('the starting library of risks', () => {
  it('has at least sixty scenarios, each once', () => {
    expect(riskScenarios.length).toBeGreaterThanOrEqual(60);
    expect(new Set(riskScenarios.map(({ id }) => id)).size).toBe(riskScenarios.length);
    expect(new Set(riskScenarios.map(({ scenario }) => scenario)).size).toBe(riskScenarios.length);
  });

  it('names known controls, and every control of Annex A at least once', () => {
    const named = new Set(riskScenarios.flatMap(({ controls: treating }) => treating));
    expect([...named].sort()).toEqual(controls.map(({ id }) => id).sort());
  });

  it('is rated within the scale, and affects something', () => {
    for (const { id, likelihood, impact, affects } of riskScenarios) {
      expect([1, 2, 3, 4, 5], id).toContain(likelihood);
      expect([1, 2, 3, 4, 5], id).toContain(impact);
      expect(affects.length, id).toBeGreaterThan(0);
    }
  });
});
