/** Addresses inside the app, for `href`. They live in the fragment, so that any static host serves them. */
export const routes = {
  soa: '#/soa',
  control: (control: string) => `#/soa/${control}`,
  clauses: '#/clauses',
  clause: (clause: string) => `#/clauses/${clause}`,
  risks: '#/risks',
  risk: (id: string) => `#/risks/${id}`,
  riskLibrary: '#/risks/library',
  heatMap: '#/risks/map',
  riskCriteria: '#/risks/criteria',
  register: (name: 'asset' | 'supplier' | 'obligation') => `#/risks/registers/${name}`,
  evidence: '#/evidence',
  exhibit: (id: string) => `#/evidence/${id}`,
  crosswalks: '#/crosswalks',
  crosswalk: (framework: string) => `#/crosswalks/${framework}`,
  versions: '#/versions',
  /** Compares two versions by their SHA-256; `now` stands for what is not frozen, `on-2026-05-04` for the end of that day. */
  comparison: (before: string, after: string) => `#/versions/${before}/${after}`,
  /** The workspace at the end of a day, `2026-05-04`. */
  day: (day: string) => `#/versions/on-${day}`,
  pack: '#/pack',
  verify: '#/verify',
  import: '#/import',
  team: '#/team',
  /** What somebody opens who was invited; the text is of `core/sync/invitation.ts`. */
  invitation: (text: string) => `#/team/${text}`,
  findings: '#/pack/findings',
  reviews: '#/pack/reviews',
  extension: '#/extension',
  settings: '#/settings',
  /** Where the settings say what of this browser's storage is not as it was sealed. */
  storeCheck: '#/settings/check',
} as const;

/** Goes to an address of `routes`; `replace` leaves no step in the browser's history. */
export function goTo(route: string, { replace = false } = {}): void {
  if (location.hash === route) return;
  if (!replace) {
    location.hash = route;
    return;
  }
  history.replaceState(history.state, '', route);
  // replaceState is silent, and the router listens for this.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
