/**
 * The workspace as it stood at an instant: today's state with every later change of the log (change-log.ts) taken back, read by the
 * readers of today. What is older than the log begins is known only where a version was frozen.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { RegisterState } from '../risks/register-state.ts';
import type { ClauseEntry } from '../soa/clause-entry.ts';
import type { IsmsFacts } from '../soa/isms-facts.ts';
import type { SoaEntry } from '../soa/soa-entry.ts';
import { kindOfRoot, logBegins, readChangeLog, type LoggedChange } from './change-log.ts';
import { readClauses } from './clauses.ts';
import { authorSchema } from './decision.ts';
import { readIsms } from './isms.ts';
import { readRegisterState } from './register-state.ts';
import { readSoa } from './workspace.ts';

export type PastState = {
  entries: SoaEntry[];
  registers: RegisterState;
  clauses: ClauseEntry[];
  isms: IsmsFacts;
  /** Root types (`soa/A.8.5/remarks`) of which a text was too long to be kept in the log: what stands there is a later one. */
  unknown: string[];
};

/** A document with the same rows, registers, criteria and links, and without what people said about them. */
function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  copy.transact(() => {
    for (const name of doc.share.keys()) {
      const kind = kindOfRoot(name);
      if (kind === 'text') copy.getText(name).insert(0, doc.getText(name).toString());
      if (kind === 'map')
        for (const [key, value] of doc.getMap<unknown>(name)) copy.getMap(name).set(key, value);
    }
  });
  return copy;
}

function takeBack(past: Y.Doc, change: LoggedChange): void {
  if (change.kind === 'start' || change.tooLong || kindOfRoot(change.type) === undefined) return;
  if (change.kind === 'text') {
    const text = past.getText(change.type);
    text.delete(0, text.length);
    text.insert(0, change.was ?? '');
  } else if (change.was === undefined) past.getMap(change.type).delete(change.key);
  else past.getMap(change.type).set(change.key, change.was);
}

/** A record that came with a file has no changes here; that it was made later is written in itself. */
function forgetLaterRecords(past: Y.Doc, at: string): void {
  for (const name of past.share.keys()) {
    if (kindOfRoot(name) !== 'map') continue;
    const map = past.getMap(name);
    const created = v.safeParse(authorSchema, map.get('created'));
    if (created.success && created.output.at > at) map.delete('created');
  }
}

/** The state at this instant (ISO 8601, UTC), or undefined where the log does not reach back so far. Texts are those of five minutes around it. */
export function readPastState(doc: Y.Doc, at: string): PastState | undefined {
  const from = logBegins(doc);
  if (from === undefined || at < from) return undefined;
  const changes = readChangeLog(doc);
  const past = copyOf(doc);
  const later = changes.filter((change) => change.at > at).toReversed();
  past.transact(() => {
    for (const change of later) takeBack(past, change);
    forgetLaterRecords(past, at);
  });
  const unknown = later.flatMap((change) => (change.kind !== 'start' && change.tooLong ? [change.type] : []));
  return {
    entries: readSoa(past),
    registers: readRegisterState(past),
    clauses: readClauses(past),
    isms: readIsms(past),
    unknown: [...new Set(unknown)],
  };
}
