/** Our own drawings on a grid of 16. Each is decoration: words beside it or on its button say what it means. */
const drawings = {
  soa: 'M2.75 3.5h2M2.75 8h2M2.75 12.5h2M7.25 3.5h6M7.25 8h6M7.25 12.5h6',
  evidence:
    'M2.25 5V3.25a1 1 0 0 1 1-1H5M11 2.25h1.75a1 1 0 0 1 1 1V5M13.75 11v1.75a1 1 0 0 1-1 1H11M5 13.75H3.25a1 1 0 0 1-1-1V11M5.25 8.1l1.9 1.9 3.6-3.9',
  pack: 'M2.5 5.25 8 2.25l5.5 3v5.5L8 13.75l-5.5-3zM2.5 5.25 8 8.25l5.5-3M8 8.25v5.5M5.25 3.75l5.5 3',
  shield: 'M8 1.75 13.25 3.5v4.25c0 3.25-2.25 5.5-5.25 6.5-3-1-5.25-3.25-5.25-6.5V3.5zM5.5 8l1.9 1.9 3.1-3.4',
  extension:
    'M6.25 3.75a1.75 1.75 0 0 1 3.5 0v.5h2.5a1 1 0 0 1 1 1v2.25h-.6a1.75 1.75 0 0 0 0 3.5h.6v1.75a1 1 0 0 1-1 1h-8.5a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1h2.5z',
  crosswalks: 'M2.5 4.5h11M10.75 1.75l2.75 2.75-2.75 2.75M13.5 11.5h-11M5.25 8.75 2.5 11.5l2.75 2.75',
  settings:
    'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M11.5 4.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM7.5 11.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z',
  search: 'M7 11.75a4.75 4.75 0 1 0 0-9.5 4.75 4.75 0 0 0 0 9.5zM10.5 10.5l3.25 3.25',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.25 3.25L13 4.75',
  down: 'M3.5 6 8 10.5 12.5 6',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  plus: 'M8 3v10M3 8h10',
  undo: 'M5.5 2.75 2.5 5.75l3 3M2.75 5.75h6.5a4 4 0 0 1 0 8H6',
  redo: 'M10.5 2.75l3 3-3 3M13.25 5.75h-6.5a4 4 0 0 0 0 8H10',
  copy: 'M5.75 5.75v-2.5a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2.5M3.25 5.75h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z',
  save: 'M8 2.5v7.25M4.75 6.75 8 10l3.25-3.25M2.75 13.25h10.5',
  out: 'M9.5 2.5h4v4M13.25 2.75 7.5 8.5M11.75 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3',
  link: 'M6.75 9.25a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.25 6.75a2.6 2.6 0 0 0-3.7 0l-2.3 2.3a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  contested: 'M8 1.75 14.25 8 8 14.25 1.75 8zM8 5v3.5M8 10.75v.01',
  risks: 'M8 2v2.5M2.25 13.75h11.5M4 13.75l1.5-5.5a2.6 2.6 0 0 1 5 0l1.5 5.5M3.5 4.25l1 1M12.5 4.25l-1 1',
  warning: 'M8 2.25 14.25 13H1.75zM8 6.5v3M8 11.25v.01',
  saved: 'M4.5 12.75a3 3 0 0 1-.4-5.97 4 4 0 0 1 7.76-.55 3.3 3.3 0 0 1-.36 6.52zM6 9.25l1.5 1.5L10.25 8',
  saving:
    'M8 2.25v2.5M8 11.25v2.5M2.25 8h2.5M11.25 8h2.5M3.95 3.95 5.7 5.7M10.3 10.3l1.75 1.75M3.95 12.05 5.7 10.3M10.3 5.7l1.75-1.75',
  connected: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM5.5 8.25l1.75 1.75L10.5 6.5',
  unpaired: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM6 10l4-4',
  receiving: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM8 5v5.5M5.75 8.5 8 10.75 10.25 8.5',
  pairing: 'M8 13.75a5.75 5.75 0 1 0 0-11.5 5.75 5.75 0 0 0 0 11.5zM5.25 8h.01M8 8h.01M10.75 8h.01',
  page: 'M4.25 2.25h5l3 3v7.5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-9.5a1 1 0 0 1 1-1zM9.25 2.25v3h3',
  versions: 'M8 4.5V8l2.25 1.5M3 5.5a5.75 5.75 0 1 1-.6 3.75M2.5 2.5v3.25h3.25',
  comment: 'M2.75 3.75a1 1 0 0 1 1-1h8.5a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H7l-3 2.5v-2.5h-.25a1 1 0 0 1-1-1z',
  columns:
    'M3.25 2.75h9.5a.5.5 0 0 1 .5.5v9.5a.5.5 0 0 1-.5.5h-9.5a.5.5 0 0 1-.5-.5v-9.5a.5.5 0 0 1 .5-.5zM6.25 2.75v10.5M9.75 2.75v10.5',
  team: 'M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5zM1.75 13a4.25 4.25 0 0 1 8.5 0M10.5 3.25a2.1 2.1 0 0 1 0 4.1M12 9.5a3.9 3.9 0 0 1 2.25 3.5',
  person: 'M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8zM2.75 13.5a5.25 5.25 0 0 1 10.5 0',
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={drawings[name]} />
    </svg>
  );
}

/** The product's mark: a captured corner, checked. The app icon in public/ is the same drawing. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M8 13V9.5A1.5 1.5 0 0 1 9.5 8H13M24 19v3.5a1.5 1.5 0 0 1-1.5 1.5H19M11.5 16.3l3.2 3.2 6-6.6"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
