import * as v from 'valibot';

/** What may be found. `word` is one that the workspace always strikes. */
export const sensitiveKindSchema = v.picklist([
  'email',
  'person-name',
  'phone',
  'secret',
  'ip-address',
  'payment-card',
  'iban',
  'word',
]);
export type SensitiveKind = v.InferOutput<typeof sensitiveKindSchema>;

const kinds = v.pipe(v.array(sensitiveKindSchema), v.maxLength(sensitiveKindSchema.options.length));
const domain = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(253),
  v.regex(/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u),
);
/** One letter or digit at least: a word of signs alone would strike half of the page. */
const word = v.pipe(v.string(), v.trim(), v.maxLength(500), v.regex(/[\p{L}\p{N}]/u));

/** A workspace's rules about what must not be in evidence. */
export const redactionRulesSchema = v.object({
  /** Kinds that are looked for and shown to the person, who decides. */
  proposed: kinds,
  /** Kinds that are looked for and redacted without a question; they need not be in `proposed`. */
  always: kinds,
  /** E-mail addresses of these domains, and of domains below them, stay. */
  keptDomains: v.pipe(v.array(domain), v.maxLength(200)),
  /** Always struck, wherever they stand. */
  words: v.pipe(v.array(word), v.maxLength(1_000)),
});
export type RedactionRules = v.InferOutput<typeof redactionRulesSchema>;

/** What holds until a workspace decides otherwise: everything is proposed, nothing is struck unasked. */
export const defaultRedactionRules: RedactionRules = {
  proposed: ['email', 'person-name', 'phone', 'secret', 'ip-address', 'payment-card', 'iban'],
  always: [],
  keptDomains: [],
  words: [],
};

const isWithin = (domain: string, kept: string) => domain === kept || domain.endsWith(`.${kept}`);

/**
 * What holds where several rules do at once, the strictest of each: what any of them looks for or masks is looked for or masked, the
 * words of all are struck, and a domain stays only where all of them keep it. The default rules where there are none.
 */
export function strictestRules(all: readonly RedactionRules[]): RedactionRules {
  if (all.length === 0) return defaultRedactionRules;
  const union = <Item>(of: (rules: RedactionRules) => readonly Item[]) => [...new Set(all.flatMap(of))];
  return {
    proposed: union(({ proposed }) => proposed),
    always: union(({ always }) => always),
    keptDomains: union(({ keptDomains }) => keptDomains).filter((one) =>
      all.every(({ keptDomains }) => keptDomains.some((kept) => isWithin(one, kept))),
    ),
    words: union(({ words }) => words),
  };
}

/** Whether the rules strike anything without asking a person. */
export const masksUnasked = ({ always, words }: RedactionRules): boolean =>
  always.length > 0 || words.length > 0;
