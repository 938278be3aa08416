import { useState } from 'react';
import { useMessages } from '../messages/use-messages.ts';
import { Icon } from './Icon.tsx';

export function CopyButton({ text, what }: { text: string; what: string }) {
  const messages = useMessages();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={copied ? messages.app.copied : messages.app.copy(what)}
      data-hint={copied ? messages.app.copied : messages.app.copy(what)}
      // A browser that refuses the clipboard leaves the icon as it was; the text stands beside it.
      onClick={() => void copy().catch(() => undefined)}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
