import { useEffect, useState } from 'react';
import type { EvidencePort } from '../../services/evidence-port.ts';

export type FileState = { kind: 'loading' } | { kind: 'missing' } | { kind: 'ready'; content: Blob };

/** The file's content from this device's storage. A read that fails counts as missing: the bytes cannot be shown. */
export function useFile(evidence: EvidencePort, sha256: string | undefined): FileState {
  const [state, setState] = useState<FileState & { sha256?: string }>({ kind: 'loading' });
  useEffect(() => {
    let current = true;
    const show = (next: FileState) => current && setState({ ...next, ...(sha256 && { sha256 }) });
    if (!sha256) show({ kind: 'missing' });
    else {
      evidence.file(sha256).then(
        (content) => show(content ? { kind: 'ready', content } : { kind: 'missing' }),
        () => show({ kind: 'missing' }),
      );
    }
    return () => {
      current = false;
    };
  }, [evidence, sha256]);
  return state.sha256 === sha256 ? state : { kind: 'loading' };
}

/** The content as text, or undefined while it is read. */
export function useText(content: Blob | undefined): string | undefined {
  const [read, setRead] = useState<{ content: Blob; text: string }>();
  useEffect(() => {
    let current = true;
    void content?.text().then((text) => current && setRead({ content, text }));
    return () => {
      current = false;
    };
  }, [content]);
  return read?.content === content ? read?.text : undefined;
}
