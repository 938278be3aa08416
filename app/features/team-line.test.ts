import { describe, expect, it } from 'vitest';
import { en } from '../messages/en.ts';
import type { TeamState } from '../services/team-state.ts';
import { teamLine } from './TeamLine.tsx';

type Shared = Extract<TeamState, { kind: 'shared' }>;
const shared = (change: Partial<Shared>): Shared => ({
  kind: 'shared',
  way: 'folder',
  relay: '',
  folder: 'stick',
  account: undefined,
  own: { member: 'ann', role: 'owner', removed: false },
  mayWrite: true,
  mayInvite: true,
  members: [],
  invitations: [],
  present: [],
  evidence: { toSend: 0, unsendable: 0, logsRead: true, arriving: [], discarded: new Map() },
  refusals: [],
  notices: [],
  link: 'in-step',
  waiting: 0,
  problem: undefined,
  inStepSince: new Date('2026-05-04T08:00:00Z'),
  ...change,
});
const said = (change: Partial<Shared>) => teamLine(shared(change), en);

describe('the state line', () => {
  it('says of a folder that it has to be allowed again, that it is away, or full, and what waits', () => {
    const refused = { kind: 'refused', reason: 'x' } as const;
    const offline = { link: 'offline', inStepSince: undefined } as const;
    expect(said({ ...offline, problem: refused })).toEqual({
      kind: 'failed',
      words: 'Folder not reachable: allow again',
    });
    expect(said({ ...offline, problem: refused, waiting: 2 })?.words).toBe(
      'Folder not reachable: allow again, 2 changes waiting',
    );
    expect(said({ ...offline, problem: { kind: 'offline', reason: 'x' }, waiting: 1 })?.words).toBe(
      'Folder not reachable, 1 change waiting',
    );
    expect(said({ problem: { kind: 'full', reason: 'x' }, waiting: 1 })?.words).toBe(
      'Folder is full, 1 change waiting',
    );
    expect(said({})?.words).toMatch(/^In step since/);
  });

  it('says of files what is in none yet, whatever the link to nowhere is', () => {
    const file = { way: 'file', link: 'offline', inStepSince: undefined } as const;
    const evidence = { toSend: 3, unsendable: 0, logsRead: true, arriving: [], discarded: new Map() };
    expect(said(file)).toEqual({ kind: 'connected', words: 'Everything is in a file' });
    expect(said({ ...file, waiting: 1 })).toEqual({ kind: 'waiting', words: '1 change not in a file yet' });
    expect(said({ ...file, waiting: 2, evidence })?.words).toBe('2 changes and 3 exhibits not in a file yet');
    const auditor = { member: 'ann', role: 'auditor', removed: false } as const;
    expect(said({ ...file, own: auditor })?.words).toBe('You read only; comments are in a file');
    expect(said({ ...file, own: { ...auditor, removed: true } })?.words).toBe('You were removed');
  });
});
