const paths = {
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  cross: 'M4 4 12 12 M12 4 4 12',
  plus: 'M8 3v10 M3 8h10',
  trash: 'M3 4.5h10 M6.5 4V2.5h3V4 M4.5 4.5 5 13.5h6l.5-9',
  redact: 'M2.5 5.5h11v5h-11z M2.5 13.5h11 M2.5 2.5h7',
  viewport: 'M2 3h12v10H2z M2 6h12',
  region: 'M2 5V2h3 M11 2h3v3 M14 11v3h-3 M5 14H2v-3 M7 2h2 M7 14h2 M2 7v2 M14 7v2',
  element: 'M2 9V2h12v7 M2 9h3 M8 7l5.5 2.2-2.4.9-.9 2.4z',
  'full-page': 'M4 1.5h8v13H4z M4 4.5h8 M8 7v5 M6 10l2 2 2-2',
  undo: 'M6 4 3 7l3 3 M3 7h6.5a3 3 0 0 1 0 6H7',
  pages: 'M5 2.5h8v9H5z M3 5v8.5h8',
  file: 'M4 2h5l3 3v9H4z M9 2v3h3 M6 8.5h4 M6 11h4',
  link: 'M6.5 9.5 9.5 6.5 M7.5 4.5 9 3a2.8 2.8 0 0 1 4 4l-1.5 1.5 M8.5 11.5 7 13a2.8 2.8 0 0 1-4-4l1.5-1.5',
};

/** A line drawing of 16 units; decorative, the text beside it or the button's label carries the meaning. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
