import { useEffect, useState } from 'react';
import type { MeetingWay } from '#core/sync/invitation.ts';
import { Icon } from '../../components/Icon.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { pickFolder } from '../../services/folder-picker.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { TeamPort } from '../../services/team-port.ts';
import { saveBlob } from '../../services/save-file.ts';
import type { FileReport, TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { goTo, routes } from '../routes.ts';
import { orSay } from './ask-team.ts';
import { FileReportText } from './FileReportText.tsx';
import { NameNeeded } from './NameNeeded.tsx';
import { TakeFile } from './TakeFile.tsx';

type JoinPartProps = { team: TeamPort; preferences: PreferencesService; toasts: Toasts; invitation: string };

/** Somebody opened an invitation: who they are, and the button that asks. */
export function JoinPart({ team, preferences, toasts, invitation }: JoinPartProps) {
  const messages = useMessages();
  const text = messages.team;
  /** Undefined until the invitation was read. */
  const [way, setWay] = useState<MeetingWay | 'bad'>();
  useEffect(() => {
    let left = false;
    void team.wayOf(invitation).then((read) => left || setWay(read ?? 'bad'));
    return () => {
      left = true;
    };
  }, [team, invitation]);
  const ask = async () => {
    const folder = way === 'folder' ? await pickFolder() : undefined;
    if (way === 'folder' && !folder) return;
    const taken = await team.join(invitation, preferences.getState().memberName, folder);
    if (!taken) return setWay('bad');
    // The secret leaves the address; it stays in the storage until the door is open or closed.
    goTo(routes.team, { replace: true });
  };
  if (way === undefined) return null;
  const bad = way === 'bad';
  return (
    <section className="card">
      <h2>{bad ? text.badInvitation : text.joinTitle}</h2>
      {bad ? (
        <p className="help setting" role="alert">
          {text.badInvitationHint}
        </p>
      ) : (
        <>
          <p className="setting">{text.joinText}</p>
          {way !== 'relay' && <p className="setting">{text.joinHow[way]}</p>}
          {way === 'folder' && !team.folders ? (
            <p className="help setting" role="alert">
              {text.noFolders}
            </p>
          ) : (
            <NameNeeded
              preferences={preferences}
              toasts={toasts}
              action={way === 'folder' ? text.joinFolder : text.join}
              go={() => orSay(ask(), toasts, messages)}
            />
          )}
        </>
      )}
    </section>
  );
}

/** The request goes by a file, and the answer comes by one. */
function RequestByFile({ team, toasts, state }: WaitingProps) {
  const messages = useMessages();
  const text = messages.team;
  const [report, setReport] = useState<FileReport>();
  const [busy, setBusy] = useState(false);
  const [request, compare, open] = text.requestSteps;
  const save = async () => saveBlob(await team.requestFile(), 'request.exhibit');
  async function take(file: File): Promise<void> {
    setBusy(true);
    setReport(undefined);
    // Who is let in sees the shared workspace next, and not this.
    setReport(await team.takeFile(file).finally(() => setBusy(false)));
  }
  return (
    <ol className="team-steps setting">
      <li>
        {request}
        <p className="team-actions">
          <button
            type="button"
            className="button"
            data-look="main"
            onClick={() => orSay(save(), toasts, messages)}
          >
            {text.saveRequest}
          </button>
        </p>
      </li>
      <li>
        {compare}
        <p className="team-code" data-long="true" aria-label={text.code}>
          {state.code}
        </p>
      </li>
      <li>
        {open}
        <TakeFile disabled={busy} onFile={(file) => orSay(take(file), toasts, messages)} />
        <div role="status" className="team-told">
          {busy && <progress className="meter" aria-label={text.files.busy} />}
          {report && <FileReportText report={report} />}
        </div>
      </li>
    </ol>
  );
}

type WaitingProps = { team: TeamPort; toasts: Toasts; state: Extract<TeamState, { kind: 'joining' }> };

/** The code, until the other side says yes or no. */
export function WaitingToJoin({ team, toasts, state }: WaitingProps) {
  const messages = useMessages();
  const text = messages.team;
  const leave = (words: string) => (
    <button
      type="button"
      className="button"
      data-look="quiet"
      onClick={() => orSay(team.leave(), toasts, messages)}
    >
      {words}
    </button>
  );
  return (
    <section className="card" aria-live="polite">
      <h2>{text.waitingTitle}</h2>
      {state.closed ? (
        <>
          <p className="answer setting" data-kind="not-kept">
            <Icon name="warning" /> {text.closed[state.closed]}
          </p>
          <p className="team-actions">{leave(text.back)}</p>
        </>
      ) : (
        <>
          {state.way === 'file' ? (
            <RequestByFile team={team} toasts={toasts} state={state} />
          ) : state.code === undefined ? (
            <p className="setting">
              {state.problem?.reason ?? (state.way === 'folder' ? text.waitingFolder : text.waitingHost)}
            </p>
          ) : (
            <>
              <p className="setting">{text.waitingText}</p>
              <p className="team-code" aria-label={text.code}>
                {state.code}
              </p>
            </>
          )}
          <p className="team-actions">
            {state.way === 'folder' && state.problem?.kind === 'refused' && (
              <button
                type="button"
                className="button"
                onClick={() => orSay(team.allowFolder(), toasts, messages)}
              >
                {text.allowFolder}
              </button>
            )}
            {leave(text.stopSharing)}
          </p>
        </>
      )}
    </section>
  );
}
