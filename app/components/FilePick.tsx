import { useRef } from 'react';
import type { ReactNode } from 'react';

type FilePickProps = {
  /** What the file is for. */
  label: string;
  /** Endings of names, as HTML's `accept`. */
  accept: string;
  /** What stands on the button. */
  children: ReactNode;
  look?: 'main' | undefined;
  disabled?: boolean;
  onFile: (file: File) => void;
};

/** A button by which a file is chosen. */
export function FilePick({ label, accept, children, look, disabled = false, onFile }: FilePickProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // So that the same file can be chosen again, after it or something else was mended.
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <button
        type="button"
        className="button"
        data-look={look}
        disabled={disabled}
        onClick={() => picker.current?.click()}
      >
        {children}
      </button>
    </>
  );
}

type DropAreaProps = { className: string; onFile: (file: File) => void; children: ReactNode };

/** A part of the screen on which a file can be dropped. */
export const DropArea = ({ className, onFile, children }: DropAreaProps) => (
  <div
    className={className}
    onDragOver={(event) => event.preventDefault()}
    onDrop={(event) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) onFile(file);
    }}
  >
    {children}
  </div>
);
