import { DropArea, FilePick } from '../../components/FilePick.tsx';
import { useMessages } from '../../messages/use-messages.ts';

type TakeFileProps = { disabled: boolean; onFile: (file: File) => void };

/** A file that somebody brought: chosen or dropped. */
export function TakeFile({ disabled, onFile }: TakeFileProps) {
  const text = useMessages().team.files;
  const take = (file: File) => {
    if (!disabled) onFile(file);
  };
  return (
    <DropArea className="team-drop" onFile={take}>
      <FilePick label={text.open} accept=".exhibit" disabled={disabled} onFile={take}>
        {text.open}
      </FilePick>
      <span className="help">{text.drop}</span>
    </DropArea>
  );
}
