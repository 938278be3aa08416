import { useState } from 'react';
import type * as Y from 'yjs';
import type { ControlGroup } from '#core/catalogue/control.ts';
import type { PackChoice } from '#core/pack/pack-choice.ts';
import { allLeftOut, seedSchema, type LeftOut, type PackScope } from '#core/pack/pack-scope.ts';
import { leavesOf, packSets, type PackSet } from '#core/workspace/made-packs.ts';
import * as v from 'valibot';

export type ScopeKind = PackScope['kind'];
export const scopeKinds: readonly ScopeKind[] = ['all', 'window', 'theme', 'sample', 'selection'];

/** What a person has entered about a pack; nothing of it is complete yet. */
type PackWish = {
  kind: ScopeKind;
  from: string;
  to: string;
  theme: ControlGroup;
  size: string;
  seed: string;
  exhibits: ReadonlySet<string>;
  /** SHA-256 of the manifest of the audited pack; empty for none. */
  audited: string;
  leftOut: ReadonlySet<LeftOut>;
};

/** What is wrong with the wish; nothing can be saved before it is mended. */
type WishProblem = 'window' | 'size' | 'seed' | 'nothing-chosen' | 'set-gone';

const firstWish: PackWish = {
  kind: 'all',
  from: '',
  to: '',
  theme: 'organizational',
  size: '25',
  seed: '',
  exhibits: new Set(),
  audited: '',
  leftOut: new Set(),
};
const nothing: ReadonlySet<LeftOut> = new Set();
/** What a customer has no business with. */
const forCustomers: ReadonlySet<LeftOut> = new Set(['risks', 'statements']);

/** The set that the wish names, with its record hashes; undefined where none is named or it is not here. */
function auditedSet(doc: Y.Doc, sets: readonly PackSet[], sha256: string) {
  const set = sets.find(({ manifestSha256 }) => manifestSha256 === sha256);
  const leaves = set && leavesOf(doc, set);
  return set && leaves && { ...set, leaves };
}

function choiceOf(wish: PackWish, audited: ReturnType<typeof auditedSet>): PackChoice | WishProblem {
  const { kind, from, to, theme, seed } = wish;
  switch (kind) {
    case 'all':
      return { kind };
    case 'window':
      return from !== '' && to !== '' && from <= to ? { kind, from, to } : 'window';
    case 'theme':
      return { kind, theme };
    case 'sample': {
      const size = Number(wish.size);
      if (!Number.isInteger(size) || size < 1 || size > 65_535) return 'size';
      return v.is(seedSchema, seed) ? { kind, size, seed } : 'seed';
    }
    case 'selection': {
      if (wish.exhibits.size === 0) return 'nothing-chosen';
      if (wish.audited !== '' && !audited) return 'set-gone';
      return { kind, exhibits: [...wish.exhibits], audited };
    }
  }
}

/** What is wanted in a pack, and how to change it. */
export function usePackWish(doc: Y.Doc) {
  const [wish, setWish] = useState(firstWish);
  const sets = packSets(doc);
  const audited = auditedSet(doc, sets, wish.audited);
  const choice = choiceOf(wish, audited);
  const change = (part: Partial<PackWish>) => setWish((before) => ({ ...before, ...part }));
  return {
    wish,
    sets,
    leaves: audited && new Set(audited.leaves),
    choice: typeof choice === 'string' ? undefined : choice,
    problem: typeof choice === 'string' ? choice : undefined,
    leftOut: allLeftOut([...wish.leftOut]),
    change,
    changeKind: (kind: ScopeKind) =>
      change({
        kind,
        leftOut: kind === 'selection' ? forCustomers : wish.kind === 'selection' ? nothing : wish.leftOut,
      }),
    leaveOut: (part: LeftOut, out: boolean) => {
      const leftOut = new Set(wish.leftOut);
      if (out) leftOut.add(part);
      else leftOut.delete(part);
      change({ leftOut });
    },
    choose: (ids: readonly string[], chosen: boolean) => {
      const exhibits = new Set(wish.exhibits);
      for (const id of ids) {
        if (chosen) exhibits.add(id);
        else exhibits.delete(id);
      }
      change({ exhibits });
    },
  };
}
export type PackWishState = ReturnType<typeof usePackWish>;
