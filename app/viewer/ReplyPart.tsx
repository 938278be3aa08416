import { useState } from 'react';
import { subjectKey, type Subject } from '#core/reply/reply.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { Icon } from '../components/Icon.tsx';
import { loadReply, makeReply, type Draft } from './marks.ts';
import type { ShownPack } from './read-pack.ts';
import { words } from './strings.ts';

type ReplyPartProps = {
  pack: ShownPack;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onOpen: (subject: Subject) => void;
};

function download(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What people call the control; its id where a loaded reply names one that the pack does not have. */
const referenceOf = ({ rows }: ShownPack, wanted: string): string =>
  rows.find(({ control }) => control === wanted)?.reference ?? wanted;

/** The marks so far, who makes them, and the file that goes back. */
export function ReplyPart({ pack, draft, onDraft, onOpen }: ReplyPartProps) {
  const [said, setSaid] = useState('');
  const { auditor, marks } = draft;

  async function save() {
    if (!auditor.name.trim()) return setSaid(words.nameMissing);
    const now = new Date();
    const name = `Reply_${pack.manifestSha256.slice(0, 12)}_${now.toISOString().slice(0, 10)}.json`;
    download(await makeReply(pack, draft, now), name);
    onDraft({ ...draft, saved: true });
    setSaid(words.saved(name));
  }

  async function load(file: File) {
    const loaded = await loadReply(pack, file);
    if (typeof loaded === 'string') return setSaid(words.refusals[loaded]);
    onDraft(loaded);
    const lost = draft.saved ? '' : ` ${words.replaceLost}`;
    setSaid(`${words.loaded(loaded.marks.length)}${lost}`);
  }

  return (
    <div className="column reply-part">
      <h2>{words.replyTitle}</h2>
      <p>{words.replyText}</p>
      <div className="who">
        {(['name', 'organization'] as const).map((field) => (
          <label key={field}>
            <span className="label">{field === 'name' ? words.yourName : words.yourOrganization}</span>
            <input
              className="field"
              maxLength={200}
              value={auditor[field]}
              onChange={(event) =>
                onDraft({
                  ...draft,
                  auditor: { ...auditor, [field]: event.currentTarget.value },
                  saved: false,
                })
              }
            />
          </label>
        ))}
      </div>
      <p className="check-run">
        <button
          type="button"
          className="button"
          data-look="main"
          disabled={marks.length === 0}
          onClick={() => void save()}
        >
          <Icon name="save" />
          {words.save}
        </button>
        <label className="button">
          {words.load}
          <input
            type="file"
            className="hidden-words"
            accept=".json"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file) void load(file);
              currentTarget.value = '';
            }}
          />
        </label>
      </p>
      <p role="status" className="help">
        {said}
        {!draft.saved && marks.length > 0 && ` ${words.unsaved}`}
      </p>
      {marks.length === 0 ? (
        <EmptyState icon="page" title={words.replyNone} hint={words.replyNoneHint} />
      ) : (
        <ul className="pack-list">
          {marks.map(({ subject, verdict, text }) => (
            <li key={subjectKey(subject)}>
              <button type="button" onClick={() => onOpen(subject)}>
                <span className="label-line">
                  <span className="mono">
                    {subject.kind === 'exhibit' ? subject.number : referenceOf(pack, subject.control)}
                  </span>
                  <span className="verdict" data-verdict={verdict}>
                    {words.marked(verdict)}
                  </span>
                </span>
                <span className="title-line">{text}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
