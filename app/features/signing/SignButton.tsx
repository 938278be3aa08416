import { useState } from 'react';
import { EditFieldset } from '../../components/EditFieldset.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';

type SignButtonProps = {
  text: string;
  /** What the button says in full, where `text` alone does not tell it from its neighbours. */
  label?: string;
  small?: boolean;
  /** Undefined where there is nothing to sign; what failed stays said. */
  onSign: (() => Promise<void>) | undefined;
};

/** Signs with this device's key, and says when that failed. */
export function SignButton({ text, label, small = false, onSign }: SignButtonProps) {
  const { signing: words } = useMessages();
  const [state, setState] = useState<'idle' | 'signing' | 'failed'>('idle');

  async function run(sign: () => Promise<void>) {
    setState('signing');
    setState(
      await sign().then(
        () => 'idle' as const,
        () => 'failed' as const,
      ),
    );
  }

  return (
    <>
      <p role="alert">{state === 'failed' && words.failed}</p>
      {onSign && (
        <EditFieldset>
          <button
            type="button"
            className="button"
            data-size={small ? 'small' : undefined}
            disabled={state === 'signing'}
            aria-label={label}
            onClick={() => void run(onSign)}
          >
            <Icon name="check" />
            {text}
          </button>
        </EditFieldset>
      )}
    </>
  );
}
