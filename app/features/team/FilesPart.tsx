import { useState } from 'react';
import { useMessages } from '../../messages/use-messages.ts';
import { saveBlob } from '../../services/save-file.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { FileReport, TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { orSay } from './ask-team.ts';
import { FileReportText } from './FileReportText.tsx';
import { TakeFile } from './TakeFile.tsx';

type FilesPartProps = {
  team: TeamPort;
  toasts: Toasts;
  state: Extract<TeamState, { kind: 'shared' }>;
  now: () => Date;
};

type Shown =
  | { kind: 'nothing' | 'busy' }
  | { kind: 'made'; name: string }
  /** `file` is what an answer would be for. */
  | { kind: 'taken'; report: FileReport; file: Blob };

/** One encrypted file that is carried by hand, there and back. */
export function FilesPart({ team, toasts, state, now }: FilesPartProps) {
  const messages = useMessages();
  const text = messages.team.files;
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' });
  const busy = shown.kind === 'busy';

  function work(doing: () => Promise<Shown>): void {
    setShown({ kind: 'busy' });
    const done = doing().then(setShown, (error: unknown) => {
      setShown({ kind: 'nothing' });
      throw error;
    });
    orSay(done, toasts, messages);
  }
  const make = (given?: Blob) =>
    work(async () => {
      const file = await team.makeFile(given);
      const moment = now().toISOString().slice(0, 16).replace('T', '-').replace(':', '');
      const name = `${given ? 'answer' : 'exchange'}-${moment}.exhibit`;
      saveBlob(file, name);
      return { kind: 'made', name };
    });
  const take = (file: Blob) => work(async () => ({ kind: 'taken', report: await team.takeFile(file), file }));

  return (
    <section className="card" aria-labelledby="team-files">
      <h2 id="team-files">{text.title}</h2>
      <p className="setting">{text.text[state.way]}</p>
      <p className="help">{text.hint}</p>
      <div className="team-actions">
        <button
          type="button"
          className="button"
          data-look={state.way === 'file' ? 'main' : undefined}
          disabled={busy}
          onClick={() => make()}
        >
          {text.make}
        </button>
        <TakeFile disabled={busy} onFile={take} />
      </div>
      <div role="status" className="team-told">
        {busy && (
          <>
            <progress className="meter" aria-label={text.busy} /> {text.busy}
          </>
        )}
        {shown.kind === 'made' && text.made(shown.name)}
        {shown.kind === 'taken' && <FileReportText report={shown.report} />}
      </div>
      {shown.kind === 'taken' && shown.report.kind === 'exchange' && (
        <p className="team-actions">
          <button type="button" className="button" data-size="small" onClick={() => make(shown.file)}>
            {text.answer}
          </button>
          <span className="help">{text.answerHint}</span>
        </p>
      )}
    </section>
  );
}
