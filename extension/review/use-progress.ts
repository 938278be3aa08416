import { useEffect, useState } from 'react';
import { onMessage } from '../messages/messages.ts';

/** How far a step of the reader is; `fraction` is 0 to 1. */
export type Progress = { step: 'reading' | 'classifying'; fraction: number };

/** The newest progress that the reader told of each clip, by the clip's id. */
export function useProgress(): Record<string, Progress> {
  const [progress, setProgress] = useState<Record<string, Progress>>({});
  useEffect(
    () =>
      onMessage((message) => {
        if (message.kind !== 'progress') return;
        const { clip, step, fraction } = message;
        setProgress((all) => ({ ...all, [clip]: { step, fraction } }));
      }),
    [],
  );
  return progress;
}
