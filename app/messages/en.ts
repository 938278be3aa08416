import { clausesEn } from './clauses.ts';
import { connectionEn } from './connection.ts';
import { crosswalksEn } from './crosswalks.ts';
import { customControlsEn } from './custom-controls.ts';
import { editingEn } from './editing.ts';
import { evidenceEn } from './evidence.ts';
import { importEn } from './import.ts';
import { findingsEn } from './findings.ts';
import { packsEn } from './packs.ts';
import { reviewsEn } from './reviews.ts';
import { risksEn } from './risks.ts';
import { sampleEn } from './sample.ts';
import { sealsEn } from './seals.ts';
import { settingsEn } from './settings.ts';
import { storeCheckEn } from './store-check.ts';
import { soaEn } from './soa.ts';
import { soaFilterEn } from './soa-filter.ts';
import { teamEn } from './team.ts';
import { verifyEn } from './verify.ts';
import { versionsEn } from './versions.ts';

/** All that the app says, in English. Other languages have the same keys and the same placeholders. */
export const en = {
  app: {
    name: 'Exhibit',
    skip: 'Skip to content',
    navigation: 'Main',
    loading: 'Opening the workspace',
    undo: 'Undo',
    redo: 'Redo',
    undone: (what: string) => (what ? `Undone in ${what}` : 'Undone'),
    redone: (what: string) => (what ? `Done again in ${what}` : 'Done again'),
    nothingToUndo: 'Nothing to undo',
    dismiss: 'Dismiss',
    notifications: 'Notifications',
    notFound: 'There is no such page',
    notFoundHint: 'The address may be from a later version of Exhibit, or cut short.',
    toSoa: 'Go to the Statement of Applicability',
    copied: 'Copied',
    copy: (what: string) => `Copy ${what}`,
    close: 'Close',
    cancel: 'Cancel',
    failedToOpen: 'The workspace could not be opened',
    failedToOpenHint:
      'The browser refused its storage. Private windows and blocked site data are the usual causes. Nothing was changed; allow storage for this site and reload.',
    reload: 'Reload',
    broken: 'This screen stopped working',
    brokenHint: 'What you entered is kept and saved as usual. Try again; if it stays, reload the page.',
    tryAgain: 'Try again',
  },
  nav: {
    soa: 'Applicability',
    clauses: 'Clauses',
    risks: 'Risks',
    evidence: 'Evidence',
    versions: 'Versions',
    crosswalks: 'Frameworks',
    pack: 'Audit pack',
    verify: 'Check a pack',
    import: 'Import',
    team: 'Team',
    extension: 'Extension',
    settings: 'Settings',
  },
  saving: {
    saved: 'Saved on this device',
    saving: 'Saving',
    failed: 'Not saved',
    title: {
      'storage-full': 'Storage is full: your last changes are not saved',
      'storage-slow': 'The browser is slow to save: your last changes are not confirmed',
      'storage-closed': 'Another tab runs a newer version: your last changes are not saved',
      'storage-unavailable': 'This browser refuses storage: your last changes are not saved',
      'storage-broken': 'Saving failed: your last changes are not saved',
    },
    kept: (bytes: string) =>
      `${bytes} of changes live in this tab only. Everything before them is safe. Keep this tab open.`,
    cure: {
      'storage-full': 'Free some space on this disk. Saving is tried again by itself, or now.',
      'storage-slow': 'Saving is tried again by itself, or now.',
      'storage-closed': 'Copy what you wrote last, then reload this tab.',
      'storage-unavailable':
        'Leave private browsing or allow site data. To be sure, save the SoA from Audit pack first.',
      'storage-broken':
        'Saving is tried again by itself, or now. If it keeps failing, save the SoA from Audit pack first.',
    },
    again: 'Save now',
  },
  links: {
    linkControl: 'Link control',
    searchControls: 'Search controls by number or title',
    noControl: 'No control fits.',
    unlink: (what: string) => `Unlink ${what}`,
  },
  update: {
    ready: 'A new version of Exhibit is ready.',
    reload: 'Reload',
    later: 'Later',
  },
  ...soaEn,
  ...soaFilterEn,
  ...customControlsEn,
  ...clausesEn,
  ...editingEn,
  ...crosswalksEn,
  ...evidenceEn,
  ...connectionEn,
  ...packsEn,
  ...importEn,
  ...findingsEn,
  ...settingsEn,
  ...versionsEn,
  ...sampleEn,
  ...reviewsEn,
  ...risksEn,
  ...sealsEn,
  ...storeCheckEn,
  ...teamEn,
  ...verifyEn,
} as const;

type Widened<Entry> = Entry extends string
  ? string
  : Entry extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof Entry]: Widened<Entry[Key]> };

export type Messages = Widened<typeof en>;
