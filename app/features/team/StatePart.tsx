import type { ControlNames } from '#core/catalogue/control-name.ts';
import { useMessages } from '../../messages/use-messages.ts';
import { pickFolder } from '../../services/folder-picker.ts';
import type { TeamPort } from '../../services/team-port.ts';
import type { TeamState } from '../../services/team-state.ts';
import type { Toasts } from '../../services/toasts.ts';
import { teamLine } from '../TeamLine.tsx';
import { useControlNames } from '../control-names.ts';
import { orSay } from './ask-team.ts';

type StatePartProps = { team: TeamPort; toasts: Toasts; state: Extract<TeamState, { kind: 'shared' }> };

/** The control that somebody looks at, or the part of the app. */
const placeName = (place: string, nav: Readonly<Record<string, string>>, names: ControlNames): string => {
  const [first = '', about = ''] = place.split('/').filter(Boolean);
  const control = first === 'soa' ? names.find(about) : undefined;
  if (control) return control.reference;
  return nav[first === '' ? 'soa' : first] ?? '';
};

/** Where the members meet and how it stands there; in the person's words, with what can be done about it. */
function PlacePart({ team, toasts, state }: StatePartProps) {
  const messages = useMessages();
  const text = messages.team;
  const { way, link, problem } = state;
  const isAway = link === 'offline' && problem?.kind === 'offline';
  const inTheWay = isAway ? (way === 'folder' ? `. ${text.folderAway}` : ` (${problem.reason})`) : '';
  const button = (words: string, work: () => Promise<unknown>) => (
    <button
      type="button"
      className="button"
      data-size="small"
      onClick={() => orSay(work(), toasts, messages)}
    >
      {words}
    </button>
  );
  const retry = () => team.command({ kind: 'retry' });
  async function move(): Promise<void> {
    const folder = await pickFolder();
    if (folder) await team.moveTo(folder);
  }
  return (
    <>
      <dt>{way === 'relay' ? text.relay : way === 'folder' ? text.folder : text.byFile}</dt>
      <dd>
        {way === 'relay' ? state.relay : way === 'folder' ? state.folder : teamLine(state, messages)?.words}
        <p className="help">
          {way === 'file' ? text.byFileHint : `${teamLine(state, messages)?.words}${inTheWay}`}
        </p>
        <p className="team-actions">
          {way === 'folder' &&
            problem?.kind === 'refused' &&
            button(text.allowFolder, () => team.allowFolder())}
          {way !== 'file' && link !== 'in-step' && problem?.kind !== 'refused' && button(text.tryNow, retry)}
          {way === 'relay' && problem?.kind === 'refused' && button(text.tryNow, retry)}
          {way === 'folder' && link !== 'in-step' && team.folders && button(text.moveTo, move)}
        </p>
      </dd>
    </>
  );
}

/** How it stands with the others, and who is here. */
export function StatePart({ team, toasts, state }: StatePartProps) {
  const messages = useMessages();
  const names = useControlNames();
  const text = messages.team;
  return (
    <section className="card" aria-labelledby="team-state">
      <h2 id="team-state">{text.state}</h2>
      <dl className="facts setting">
        <PlacePart team={team} toasts={toasts} state={state} />
        {state.own && (
          <>
            <dt>{text.yourRole}</dt>
            <dd>{text.inviteAs(text.roles[state.own.role], text.roleHelp[state.own.role])}</dd>
          </>
        )}
        <dt>{text.exhibits}</dt>
        <dd>
          {text.exhibitsOf(state.evidence.toSend, state.evidence.arriving.length, state.evidence.unsendable)}
        </dd>
        {state.way === 'relay' && (
          <>
            <dt>{text.here}</dt>
            <dd>
              {state.present.length === 0
                ? text.nobody
                : state.present
                    .map(({ name, place }) =>
                      text.at(name || text.unnamed, placeName(place, messages.nav, names)),
                    )
                    .join(', ')}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
