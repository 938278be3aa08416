import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import type { Sample } from '../../services/sample.ts';

/** Opens the sample company. Show it only where nothing is here yet. */
export function SampleButton({ sample }: { sample: Sample }) {
  const { sample: words } = useMessages();
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');

  async function open() {
    setState('working');
    const done = await sample.open().catch(() => false);
    setState(done ? 'idle' : 'failed');
  }

  return (
    <>
      <button type="button" className="button" disabled={state === 'working'} onClick={() => void open()}>
        {state === 'working' ? words.working : words.open}
      </button>
      <span role="status" className="help">
        {state === 'failed' ? words.failed : words.what}
      </span>
    </>
  );
}
