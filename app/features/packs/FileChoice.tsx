import { useMessages } from '../../messages/use-messages.ts';
import { FileRun } from './FileRun.tsx';
import type { PackInput, Save, SoaFormat } from './build-files.ts';
import './packs.css';

type FileChoiceProps = {
  saves: Partial<Record<SoaFormat, Save>>;
  /** What a button says in full, by the format's name. */
  action: (format: string) => string;
  input: PackInput;
};

/** One thing in several formats, a button each. */
export function FileChoice({ saves, action, input }: FileChoiceProps) {
  const { formats } = useMessages().pack;
  return (
    <div className="file-choice">
      {(Object.keys(formats) as SoaFormat[]).map((format) => {
        const save = saves[format];
        const name = formats[format];
        return save && <FileRun key={format} action={action(name)} short={name} save={save} input={input} />;
      })}
    </div>
  );
}
