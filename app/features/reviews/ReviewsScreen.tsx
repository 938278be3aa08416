import type * as Y from 'yjs';
import { reviewInputs, type ManagementReview } from '#core/reviews/management-review.ts';
import type { CheckedContent } from '#core/signing/signed-content.ts';
import { recordText } from '#core/workspace/records.ts';
import { DraftField } from '../../components/DraftField.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useWatchable } from '../../components/use-watchable.ts';
import { formatCalendarDate } from '../../messages/format.ts';
import { useMessages } from '../../messages/use-messages.ts';
import type { PreferencesService } from '../../services/preferences.ts';
import type { ReviewsPort } from '../../services/reviews-port.ts';
import type { Toasts } from '../../services/toasts.ts';
import type { Undo } from '../../services/undo.ts';
import { routes } from '../routes.ts';
import { SharedTextArea } from '../soa/SharedTextArea.tsx';
import { PeopleOptions, peopleList } from '../team/PeopleOptions.tsx';
import { AttendeeOptions } from './AttendeeOptions.tsx';
import { ReviewSignatures } from './ReviewSignatures.tsx';
import { useReviews, type ReviewActions } from './use-reviews.ts';
import './reviews.css';

type ReviewCardProps = {
  doc: Y.Doc;
  review: ManagementReview;
  actions: ReviewActions;
  signatures: readonly CheckedContent[] | undefined;
  memberName: string;
  onSign: (review: ManagementReview) => Promise<void>;
};

function ReviewCard({ doc, review, actions, signatures, memberName, onSign }: ReviewCardProps) {
  const words = useMessages().reviews;
  const { id } = review;
  const name = review.heldOn ? words.heldOnDay(formatCalendarDate(review.heldOn)) : words.undated;
  const area = (field: 'attendees' | 'notes' | 'decisions') => (
    <SharedTextArea
      text={recordText(doc, 'review', id, field)}
      label={words[field]}
      placeholder={words.hints[field]}
      rows={field === 'attendees' ? 1 : 3}
    />
  );
  return (
    <li className="card review">
      <div className="review-head">
        <h2>{name}</h2>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          aria-label={words.removeOne(name)}
          onClick={() => actions.remove(id)}
        >
          {words.remove}
        </button>
      </div>
      <div className="field-pairs">
        <label>
          <span className="label">{words.heldOn}</span>
          <input
            className="field"
            type="date"
            value={review.heldOn}
            onChange={({ currentTarget }) => actions.setField(id, 'heldOn', currentTarget.value)}
          />
        </label>
        <DraftField
          label={words.chair}
          value={review.chair}
          placeholder={words.chairHint}
          list={peopleList}
          onCommit={(chair) => actions.setField(id, 'chair', chair)}
        />
      </div>
      {area('attendees')}
      <AttendeeOptions
        attendees={review.attendees}
        onAdd={(attendee) => actions.addAttendee(review, attendee)}
      />
      <fieldset>
        <legend className="label">{words.inputs}</legend>
        {reviewInputs.map((input) => (
          <label key={input} className="review-input">
            <input
              type="checkbox"
              checked={review.inputs.includes(input)}
              onChange={({ currentTarget }) => actions.setInput(id, input, currentTarget.checked)}
            />
            {words.inputNames[input]}
          </label>
        ))}
      </fieldset>
      {area('notes')}
      {area('decisions')}
      <ReviewSignatures review={review} signatures={signatures} memberName={memberName} onSign={onSign} />
    </li>
  );
}

type ReviewsScreenProps = {
  doc: Y.Doc;
  reviews: ReviewsPort;
  undo: Undo;
  toasts: Toasts;
  preferences: PreferencesService;
  now: () => Date;
};

/** Management reviews: what top management considered and decided, signed by the chair. */
export function ReviewsScreen({ doc, reviews: port, undo, toasts, preferences, now }: ReviewsScreenProps) {
  const { reviews: words } = useMessages();
  const { memberName } = useWatchable(preferences);
  const checked = useWatchable(port.checked);
  const actions = useReviews({ doc, undo, toasts, memberName: () => memberName, now });
  const add = (
    <button type="button" className="button" data-look="main" onClick={actions.add}>
      <Icon name="plus" />
      {words.add}
    </button>
  );
  return (
    <div className="screen">
      <div className="column packs">
        <p className="lead">
          {words.intro} <a href={routes.pack}>{words.toPack}</a>
        </p>
        <PeopleOptions names={actions.reviews.map(({ chair }) => chair)} me={memberName} />
        {actions.reviews.length === 0 ? (
          <EmptyState icon="check" title={words.none} hint={words.noneHint}>
            {add}
          </EmptyState>
        ) : (
          <>
            {add}
            <ul className="reviews" aria-label={words.title}>
              {actions.reviews.map((review) => (
                <ReviewCard
                  key={review.id}
                  doc={doc}
                  review={review}
                  actions={actions}
                  signatures={checked && (checked.get(review.id) ?? [])}
                  memberName={memberName}
                  onSign={(one) => port.sign(one)}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
