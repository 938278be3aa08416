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

/** An address under which the browser shows the content; given back when the component goes or the content changes. */
export function useObjectUrl(content: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!content) return;
    const made = URL.createObjectURL(content);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [content]);
  return url;
}

/** The content as text, or undefined while it is read. */
export function useText(content: Blob | undefined): string | undefined {
  const [text, setText] = useState<string>();
  useEffect(() => {
    let current = true;
    setText(undefined);
    void content?.text().then((read) => current && setText(read));
    return () => {
      current = false;
    };
  }, [content]);
  return text;
}
