import { useState } from 'react';

type AskTwiceProps = {
  /** On the button that opens the question. */
  label: string;
  accessibleLabel?: string;
  title: string;
  hint: string;
  yes: string;
  no: string;
  onYes: () => void;
};

/** For what cannot be undone: the question stands in place of the button, and says what follows. */
export function AskTwice({ label, accessibleLabel, title, hint, yes, no, onYes }: AskTwiceProps) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <button
        type="button"
        className="button"
        data-look="quiet"
        data-size="small"
        aria-label={accessibleLabel}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
    );
  return (
    <div className="ask-twice" role="group" aria-label={title}>
      <p className="label">{title}</p>
      <p className="help">{hint}</p>
      <div className="team-actions">
        <button
          type="button"
          className="button"
          data-size="small"
          onClick={() => {
            setAsking(false);
            onYes();
          }}
        >
          {yes}
        </button>
        <button
          type="button"
          className="button"
          data-look="quiet"
          data-size="small"
          onClick={() => setAsking(false)}
        >
          {no}
        </button>
      </div>
    </div>
  );
}
