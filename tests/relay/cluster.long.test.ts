/** Three nodes, R=3, under load: the leader is killed, then two of three, and nothing is lost. How long it takes is for `npm run bench:relay`. */
import { expect, it, vi } from 'vitest';
import { runCluster } from './cluster-run.ts';

vi.setConfig({ testTimeout: 300_000 });

it('what was acknowledged survives the leader and two of three nodes, and writing goes on meanwhile', async () => {
  const { edits, lost } = await runCluster(20);
  expect(lost).toEqual([]);
  expect(edits).toBeGreaterThan(20);
});
