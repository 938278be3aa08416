import { useEffect, useRef, useState } from 'react';
import type { PackInput, Progress, Save, SavedFile } from './build-files.ts';

export type RunState =
  | { kind: 'idle' }
  | ({ kind: 'working' } & Progress)
  /** `missing`: characters that its PDF shows as empty boxes. */
  | { kind: 'done'; file: NonNullable<SavedFile>; missing: readonly string[] }
  | { kind: 'cancelled' }
  /** `message` says which file was to blame; empty when the disk or our own code was. */
  | { kind: 'failed'; message: string };

const failed = (error: unknown): RunState => {
  if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'cancelled' };
  // Only the pack's own error has words for the reader; its class would bring the whole pack's code along.
  const readable = error instanceof Error && error.name === 'AuditPackError';
  return { kind: 'failed', message: readable ? error.message : '' };
};

/** One file at a time, with progress and cancel; leaving the screen cancels. */
export function useRun(save: Save) {
  const [state, setState] = useState<RunState>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(input: PackInput) {
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: 'working', done: 0, total: 0, unit: 'files' });
    const missing = new Set<string>();
    const onMissing = (characters: readonly string[]) => characters.forEach((one) => missing.add(one));
    const onProgress = (progress: Progress) => setState({ kind: 'working', ...progress });
    try {
      const file = await save(input, { signal: controller.signal, onProgress, onMissing });
      setState(file ? { kind: 'done', file, missing: [...missing] } : { kind: 'idle' });
    } catch (error) {
      setState(failed(error));
    }
  }

  return { state, start, cancel: () => running.current?.abort() };
}
