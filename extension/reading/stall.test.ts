import { describe, expect, it } from 'vitest';
import { endIfStalled, StalledError } from './stall.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('endIfStalled', () => {
  it('gives back what the work gives, and lets it take its time while it is alive', async () => {
    const result = await endIfStalled(60, async (_signal, alive) => {
      for (let round = 0; round < 6; round += 1) {
        await pause(20);
        alive();
      }
      return 'read';
    });
    expect(result).toBe('read');
  });

  it('ends work that hangs, also when it ignores the signal', async () => {
    let seen: AbortSignal | undefined;
    const hanging = endIfStalled(30, (signal) => {
      seen = signal;
      return new Promise(() => {});
    });
    await expect(hanging).rejects.toBeInstanceOf(StalledError);
    expect(seen?.aborted).toBe(true);
  });

  it('passes a failure on', async () => {
    await expect(endIfStalled(1_000, () => Promise.reject(new Error('broken picture')))).rejects.toThrow(
      'broken picture',
    );
  });
});
