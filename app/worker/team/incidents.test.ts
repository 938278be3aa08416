import { expect, it } from 'vitest';
import type { ControlState } from '#core/sync/control-state.ts';
import { createIncidents } from './incidents.ts';

const fingerprint = 'a1'.repeat(32);
const device = { fingerprint, member: 'eve', label: 'Laptop', removed: false };
const state = {
  members: new Map([['eve', { id: 'eve', name: 'Eve', role: 'auditor' }]]),
  devices: new Map([[fingerprint, device]]),
} as unknown as ControlState;
const at = new Date('2026-11-02T10:00:00.000Z');
const author = fingerprint.slice(0, 16);

it('counts what was refused by whom and why, newest first, and leaves out what is nobody’s fault', () => {
  const incidents = createIncidents(
    () => state,
    () => at,
  );
  const refusal = { kind: 'role-may-not-write', subject: 'doc.workspace', author, counter: 3 } as const;
  expect(incidents.refused(refusal)).toBe(true);
  expect(incidents.refused({ kind: 'malformed-envelope', subject: 'doc.workspace' })).toBe(true);
  expect(incidents.refused({ ...refusal, counter: 4 })).toBe(true);
  for (const kind of ['duplicate', 'early', 'unknown-device', 'unknown-generation'] as const)
    expect(incidents.refused({ ...refusal, kind })).toBe(false);
  expect(incidents.refusals()).toEqual([
    { kind: 'role-may-not-write', subject: 'doc.workspace', by: 'Eve (Laptop)', times: 2, last: at },
    { kind: 'malformed-envelope', subject: 'doc.workspace', by: '', times: 1, last: at },
  ]);
  incidents.clear();
  expect(incidents.refusals()).toEqual([]);
});

it('keeps the newest of very many, so that a hostile relay fills no memory', () => {
  const incidents = createIncidents(
    () => state,
    () => at,
  );
  for (let number = 0; number < 1_000; number += 1)
    incidents.refused({ kind: 'too-large', subject: `doc.${number}` });
  expect(incidents.refusals()).toHaveLength(50);
  expect(incidents.refusals()[0]?.subject).toBe('doc.999');
  incidents.happened({ kind: 'poor-snapshot', subject: 'doc.a', author }, 'b2'.repeat(32));
  incidents.happened({ kind: 'relay-went-back', transport: 'relay' }, 'b2'.repeat(32));
  expect(incidents.notices()).toEqual([
    { kind: 'relay-went-back', by: '', at },
    { kind: 'poor-snapshot', by: 'Eve (Laptop)', at },
  ]);
});
