import { useEffect, useRef, useState } from 'react';
import { fileRefusal } from '../messages/file-sentences.ts';
import { tell } from '../messages/messages.ts';
import { addNotice } from '../messages/notices.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';
import { captureTime } from './clip-words.ts';
import { Icon } from './Icon.tsx';
import { strings } from './strings.ts';

/** A file whose bytes a clip has already. */
type Same = { file: File; clip: Clip };

/** Names of kinds for the system's picker; what a file really is, its bytes tell. */
const accept = '.png,.jpg,.jpeg,.webp,.pdf,.csv,.tsv,.txt,.log,.xlsx,image/png,image/jpeg,image/webp';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** Calls back with files that are dropped anywhere on the panel, and tells whether some are held over it. */
function useDroppedFiles(onFiles: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Otherwise the browser would open the file in the panel's place.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [onFiles]);
  return isOver;
}

function useTaking(db: ExtensionDatabase) {
  const [waiting, setWaiting] = useState(0);
  const [same, setSame] = useState<readonly Same[]>([]);
  const forget = (file: File) => setSame((all) => all.filter((one) => one.file !== file));

  async function takeOne(file: File, keepBoth: boolean): Promise<void> {
    try {
      // What tells files apart is loaded with the first file.
      const { takeFile } = await import('../capture/take-file.ts');
      const taken = await takeFile(db, file, { keepBoth });
      if (taken.kind === 'refused') await addNotice('error', fileRefusal(file.name, taken.problem));
      else if (taken.kind === 'same') setSame((all) => [...all, { file, clip: taken.clip }]);
      else await tell({ kind: 'queue-changed' });
    } catch {
      await addNotice('error', strings.files.notSaved(file.name));
    } finally {
      setWaiting((count) => count - 1);
    }
  }
  /** One after the other, so that only one file is in memory. */
  async function take(files: readonly File[], keepBoth = false): Promise<void> {
    setWaiting((count) => count + files.length);
    for (const file of files) await takeOne(file, keepBoth);
  }
  return { waiting, same, take, forget };
}

/** Where files come in: dropped anywhere on the panel, or chosen with the button. */
export function FileDrop({ db }: { db: ExtensionDatabase }) {
  const picker = useRef<HTMLInputElement>(null);
  const { waiting, same, take, forget } = useTaking(db);
  const takeRef = useRef(take);
  useEffect(() => {
    takeRef.current = take;
  });
  const [onFiles] = useState(() => (files: File[]) => void takeRef.current(files));
  const isOver = useDroppedFiles(onFiles);
  return (
    <div className="file-drop-place">
      <button
        type="button"
        className="file-drop"
        data-over={isOver || undefined}
        onClick={() => picker.current?.click()}
      >
        <Icon name="file" />
        <span className="file-drop-words">
          <span>{isOver ? strings.files.drop : strings.files.title}</span>
          <span className="quiet">{strings.files.kinds}</span>
        </span>
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={accept}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file may be chosen again.
          target.value = '';
          void take(files);
        }}
      />
      <p className="region quiet" role="status">
        {waiting > 0 && strings.files.taking(waiting)}
      </p>
      <div className="region" role="status">
        {same.map(({ file, clip }) => (
          <div key={clip.id + file.name} className="card">
            <p>
              {strings.files.same(file.name, clip.provenance.title || strings.noTitle, captureTime(clip))}
            </p>
            <div className="actions">
              <button
                type="button"
                onClick={() => {
                  forget(file);
                  void take([file], true);
                }}
              >
                {strings.files.keepBoth}
              </button>
              <button type="button" className="quiet-button" onClick={() => forget(file)}>
                {strings.files.leave}
              </button>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
