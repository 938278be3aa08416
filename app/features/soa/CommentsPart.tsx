import { useId, useState } from 'react';
import type { ControlId } from '#core/catalogue/control.ts';
import type { CommentThread, SoaComment } from '#core/workspace/soa-comments.ts';
import { mentionParts } from '#core/workspace/soa-comments.ts';
import { Moment } from '../../components/Moment.tsx';
import { formatMinute } from '../../messages/format.ts';
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

function Comment({ comment, me }: { comment: SoaComment; me: string }) {
  const { comments: words } = useMessages();
  const who = comment.by || words.nobody;
  return (
    <article className="comment" aria-label={words.by(who)}>
      <p className="comment-head">
        <b>{who}</b> <span className="help">{<Moment at={comment.at} precise />}</span>
      </p>
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
  const [replying, setReplying] = useState(false);
  const starter = thread.comments[0]?.by || words.nobody;
  return (
    <li className="thread">
      {thread.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} me={me} />
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
export function CommentsPart({ control, threads, people, me, actions }: CommentsPartProps) {
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
}
