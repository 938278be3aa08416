import { describe, expect, it } from 'vitest';
import { attributeKinds, attributesOf, hasAttributes, type AttributeId } from './attributes.ts';
import { controls } from './controls.ts';

const count = (value: AttributeId) => controls.filter(({ id }) => attributesOf(id).has(value)).length;

describe('the attributes of controls', () => {
  it('are given for each control and each attribute', () => {
    for (const { id } of controls)
      for (const { values } of attributeKinds)
        expect(values.filter((value) => attributesOf(id).has(value)).length, id).toBeGreaterThan(0);
  });

  it('are as many as in the standard', () => {
    expect(count('type:preventive')).toBe(83);
    expect(count('type:detective')).toBe(13);
    expect(count('property:confidentiality')).toBe(87);
    expect(count('concept:recover')).toBe(6);
    expect(count('capability:physical-security')).toBe(16);
    expect(count('domain:resilience')).toBe(8);
  });

  it('fit by any value of one attribute and by every attribute that is asked about', () => {
    // Backup corrects, and helps to recover.
    expect([...attributesOf('A.8.13')]).toContain('type:corrective');
    expect(hasAttributes('A.8.13', [])).toBe(true);
    expect(hasAttributes('A.8.13', ['type:detective', 'type:corrective'])).toBe(true);
    expect(hasAttributes('A.8.13', ['type:corrective', 'concept:recover'])).toBe(true);
    expect(hasAttributes('A.8.13', ['type:corrective', 'concept:detect'])).toBe(false);
  });
});
