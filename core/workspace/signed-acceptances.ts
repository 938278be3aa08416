/** Signed acceptances of risks in the workspace, in the map `signed-acceptances`: so every replica has and checks them. See core/signing/acceptance-signatures. */
import type * as Y from 'yjs';
import type { SignedContent } from '../signing/signed-content.ts';
import { keepSigned, readSigned } from './signed-contents.ts';

export const signedAcceptanceMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('signed-acceptances');

export const addSignedAcceptance = (doc: Y.Doc, signed: SignedContent): Promise<void> =>
  keepSigned(doc, signedAcceptanceMap(doc), signed);

export const readSignedAcceptances = (doc: Y.Doc): SignedContent[] => readSigned(signedAcceptanceMap(doc));
