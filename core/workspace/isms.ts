/**
 * Whose management system it is: the map `isms` with the organisation's name and who approves the SoA, and the text `isms/scope`.
 * They stand on the covers of what is exported.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { IsmsFacts } from '../soa/isms-facts.ts';
import { edit } from './edit.ts';
import { valueOf } from './records.ts';

const nameSchema = v.pipe(v.string(), v.maxLength(200));

export type IsmsName = 'organization' | 'approver';

const ismsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('isms');

/** What the management system covers, as collaborative text: bind it to an editor, never replace it whole. */
export const scopeText = (doc: Y.Doc): Y.Text => doc.getText('isms/scope');

export const readIsms = (doc: Y.Doc): IsmsFacts => ({
  organization: valueOf(ismsMap(doc), 'organization', nameSchema, ''),
  approver: valueOf(ismsMap(doc), 'approver', nameSchema, ''),
  scope: scopeText(doc).toString(),
});

export const setIsmsName = (doc: Y.Doc, which: IsmsName, name: string): void =>
  edit(doc, () => ismsMap(doc).set(which, v.parse(nameSchema, name.trim())));

/** Calls back when one of them changes. The facts last as long as the document, so there is no end to it. */
export function watchIsms(doc: Y.Doc, listener: () => void): void {
  ismsMap(doc).observe(listener);
  scopeText(doc).observe(listener);
}
