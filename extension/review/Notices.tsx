import { dismissNotice, watchNotices } from '../messages/notices.ts';
import type { Notice } from '../messages/notices.ts';
import { Icon } from './Icon.tsx';
import { strings } from './strings.ts';
import { useWatched } from './use-watched.ts';

function NoticeCard({ notice }: { notice: Notice }) {
  return (
    <div className={`card notice ${notice.tone}`} role={notice.tone === 'error' ? 'alert' : undefined}>
      <p>{notice.text}</p>
      <button
        type="button"
        className="choice plain"
        aria-label={strings.dismiss}
        title={strings.dismiss}
        onClick={() => void dismissNotice(notice.id)}
      >
        <Icon name="cross" />
      </button>
    </div>
  );
}

/** What could not be done and what to do, then what is merely good to know. */
export function Notices() {
  const notices = useWatched(watchNotices) ?? [];
  const ofTone = (tone: Notice['tone']) => notices.filter((notice) => notice.tone === tone);
  return (
    <>
      {ofTone('error').map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
      {/* A screen reader says only what comes into a region that was there before. */}
      <div className="region" role="status">
        {ofTone('info').map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </div>
    </>
  );
}
