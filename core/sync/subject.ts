/** Where envelopes belong. PROTOCOL.md, Names. */
export const controlSubject = 'ctl';

const pattern = /^(?:ctl|(doc|note|aw)\.[a-z0-9]{1,64})$/;

/** What a subject carries; undefined when the text is none. */
export type SubjectKind = 'control' | 'document' | 'notes' | 'presence';

export function subjectKind(subject: string): SubjectKind | undefined {
  const found = pattern.exec(subject);
  if (!found) return undefined;
  const kinds = { doc: 'document', note: 'notes', aw: 'presence' } as const;
  return found[1] === undefined ? 'control' : kinds[found[1] as keyof typeof kinds];
}
