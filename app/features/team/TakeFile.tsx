import { useRef } from 'react';
import { useMessages } from '../../messages/use-messages.ts';

type TakeFileProps = { disabled: boolean; onFile: (file: File) => void };

/** A file that somebody brought: chosen or dropped. */
export function TakeFile({ disabled, onFile }: TakeFileProps) {
  const text = useMessages().team.files;
  const picker = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && !disabled) onFile(file);
  };
  return (
    <div
      className="team-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <input
        ref={picker}
        type="file"
        hidden
        accept=".exhibit"
        aria-label={text.open}
        onChange={(event) => {
          take(event.currentTarget.files);
          // So that the same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <button type="button" className="button" disabled={disabled} onClick={() => picker.current?.click()}>
        {text.open}
      </button>
      <span className="help">{text.drop}</span>
    </div>
  );
}
