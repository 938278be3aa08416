import { memo, useId, useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { CommentThread, SoaComment } from '#core/workspace/soa-comments.ts';
import { mentionParts } from '#core/workspace/soa-comments.ts';
import { Moment } from '../../components/Moment.tsx';
import { formatMinute } from '../../messages/format.ts';
import { useMayEdit } from '../../components/EditFieldset.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import { routes } from '../routes.ts';
import { MentionField } from './MentionField.tsx';
import type { SoaActions } from './soa-actions.ts';
import './comments.css';

type CommentsPartProps = {
  control: ControlId;
  threads: readonly CommentThread[];
  people: readonly string[];
  /** This member's name; empty until it is entered. */
  me: string;
  actions: SoaActions;
};

type CommentProps = {
  thread: CommentThread;
  comment: SoaComment;
  people: readonly string[];
  me: string;
  actions: SoaActions;
};

/** What a comment said before, for whoever asks. */
function Earlier({ comment }: { comment: SoaComment }) {
  const { comments: words } = useMessages();
  return (
    <details className="comment-earlier">
      <summary className="help">{words.edited}</summary>
      <ol>
        {comment.earlier.map(({ at, text }) => (
          <li key={at}>
            <span className="help">
              <Moment at={at} precise />
            </span>
            <blockquote>{text}</blockquote>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Comment({ thread, comment, people, me, actions }: CommentProps) {
  const { comments: words } = useMessages();
  const [editing, setEditing] = useState(false);
  const who = comment.by || words.nobody;
  const head = (
    <p className="comment-head">
      <b>{who}</b>{' '}
      <span className="help">
        <Moment at={comment.at} precise />
      </span>
    </p>
  );
  if (comment.deleted)
    return (
      <article className="comment" aria-label={words.by(who)}>
        {head}
        <p className="help">{words.deleted}</p>
      </article>
    );
  return (
    <article className="comment" aria-label={words.by(who)}>
      {head}
      {editing ? (
        <MentionField
          label={words.editLabel}
          send={words.sendEdit}
          people={people}
          first
          start={comment.text}
          onLeave={() => setEditing(false)}
          onSend={(text) => {
            actions.editComment(thread, comment, text, people);
            setEditing(false);
          }}
        />
      ) : (
        <p className="comment-text">
          {mentionParts(comment.text, comment.mentions).map(({ text, mention }, at) =>
            mention === undefined ? (
              text
            ) : (
              <span key={at} className="mention" data-me={mention === me}>
                {text}
              </span>
            ),
          )}
        </p>
      )}
      {comment.editedAt !== undefined && <Earlier comment={comment} />}
      {/* Who has no name here cannot be told from others who have none. */}
      {!editing && me !== '' && comment.by === me && (
        <div className="thread-end">
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            aria-label={words.editOf(comment.text.slice(0, 40))}
            onClick={() => setEditing(true)}
          >
            {words.edit}
          </button>
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            aria-label={words.deleteOf(comment.text.slice(0, 40))}
            onClick={() => actions.deleteComment(thread, comment)}
          >
            {words.delete}
          </button>
        </div>
      )}
    </article>
  );
}

function Thread(props: {
  thread: CommentThread;
  people: readonly string[];
  me: string;
  actions: SoaActions;
}) {
  const { thread, people, me, actions } = props;
  const { comments: words } = useMessages();
  const mayEdit = useMayEdit();
  const [replying, setReplying] = useState(false);
  const starter = thread.comments[0]?.by || words.nobody;
  return (
    <li className="thread">
      {thread.comments.map((comment) => (
        <Comment
          key={comment.id}
          thread={thread}
          comment={comment}
          people={people}
          me={me}
          actions={actions}
        />
      ))}
      {thread.resolved && (
        <p className="help">
          {words.resolvedBy(thread.resolved.by || words.nobody, formatMinute(thread.resolved.at))}
        </p>
      )}
      {replying ? (
        <MentionField
          label={words.replyLabel}
          send={words.sendReply}
          people={people}
          first
          onLeave={() => setReplying(false)}
          onSend={(text) => {
            actions.comment(thread.control, thread.id, text, people);
            setReplying(false);
          }}
        />
      ) : (
        <div className="thread-end">
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            aria-label={words.replyTo(starter)}
            onClick={() => setReplying(true)}
          >
            {words.reply}
          </button>
          <button
            type="button"
            className="button"
            data-look="quiet"
            data-size="small"
            disabled={!mayEdit}
            aria-label={thread.resolved ? words.reopenOf(starter) : words.resolveOf(starter)}
            onClick={() => (thread.resolved ? actions.reopen(thread) : actions.resolve(thread))}
          >
            {thread.resolved ? words.reopen : words.resolve}
          </button>
        </div>
      )}
    </li>
  );
}

/** What members say to each other about the row: open threads, those that are resolved on request, and a field for a new one. */
export const CommentsPart = memo(function CommentsPart({
  control,
  threads,
  people,
  me,
  actions,
}: CommentsPartProps) {
  const { comments: words, nav } = useMessages();
  const heading = useId();
  const [open, resolved] = [threads.filter((one) => !one.resolved), threads.filter((one) => one.resolved)];
  const listOf = (some: readonly CommentThread[]) => (
    <ul className="threads">
      {some.map((thread) => (
        <Thread key={thread.id} thread={thread} people={people} me={me} actions={actions} />
      ))}
    </ul>
  );
  return (
    <section className="panel-part comments" aria-labelledby={heading}>
      <h3 id={heading} className="label">
        {words.title}
      </h3>
      {threads.length === 0 && <p className="help">{words.none}</p>}
      {open.length > 0 && listOf(open)}
      {resolved.length > 0 && (
        <details>
          <summary>{words.resolvedCount(resolved.length)}</summary>
          {listOf(resolved)}
        </details>
      )}
      <MentionField
        label={words.label}
        placeholder={words.placeholder}
        send={words.send}
        people={people}
        onSend={(text) => actions.comment(control, undefined, text, people)}
      />
      {me === '' && (
        <p className="help">
          {words.anonymous} <a href={routes.settings}>{nav.settings}</a>
        </p>
      )}
    </section>
  );
});
