import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import * as v from 'valibot';
import {
  redactionRulesSchema,
  sensitiveKindSchema,
  type RedactionRules,
  type SensitiveKind,
} from '#core/redaction/rules.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import { noWorkspace, rulesOf, storeRules } from '../outbox/rules.ts';
import { redactionStrings } from './strings.ts';

const strings = redactionStrings.rules;
type Choice = keyof typeof strings.choices;
/** A change is made to what is stored then: what is shown may be older than the choice before this one. */
type Change = (stored: RedactionRules) => Partial<RedactionRules>;
type EditProps = { rules: RedactionRules; onChange: (change: Change) => void };

/** A word of the rules is struck always; the others may only be proposed. */
const choosable = sensitiveKindSchema.options.filter((kind) => kind !== 'word');
const choices: readonly Choice[] = ['never', 'proposed', 'always'];

const choiceOf = (kind: SensitiveKind, { proposed, always }: RedactionRules): Choice =>
  always.includes(kind) ? 'always' : proposed.includes(kind) ? 'proposed' : 'never';

function Kinds({ rules, onChange }: EditProps) {
  const choose = (kind: SensitiveKind, choice: string) => {
    const others = (kinds: readonly SensitiveKind[]) => kinds.filter((other) => other !== kind);
    onChange(({ proposed, always }) => ({
      proposed: [...others(proposed), ...(choice === 'proposed' ? [kind] : [])],
      always: [...others(always), ...(choice === 'always' ? [kind] : [])],
    }));
  };
  return choosable.map((kind) => (
    <label key={kind} className="rule">
      <span>{redactionStrings.kinds[kind]}</span>
      <select value={choiceOf(kind, rules)} onChange={(event) => choose(kind, event.target.value)}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {strings.choices[choice]}
          </option>
        ))}
      </select>
    </label>
  ));
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

type ListProps = EditProps & {
  list: 'keptDomains' | 'words';
  label: string;
  hint: string;
  /** What is wrong with a line. */
  wrong: (line: string) => string;
};

/** A list, one entry a line. What cannot be stored is said, and the stored list stays until it can. */
function Lines({ rules, onChange, list, label, hint, wrong }: ListProps) {
  const [text, setText] = useState(rules[list].join('\n'));
  const schema = redactionRulesSchema.entries[list];
  const isWrong = (line: string) => !v.safeParse(schema, [line]).success;
  const parsed = v.safeParse(schema, linesOf(text));
  const firstWrong = linesOf(text).find(isWrong);
  const complaint = firstWrong !== undefined ? wrong(firstWrong) : parsed.success ? '' : strings.tooMany;
  return (
    <label className="note">
      <span>{label}</span>
      <textarea
        rows={2}
        value={text}
        aria-invalid={complaint !== ''}
        onChange={(event) => {
          setText(event.target.value);
          const changed = v.safeParse(schema, linesOf(event.target.value));
          if (changed.success) onChange(() => ({ [list]: changed.output }));
        }}
      />
      <span className="quiet">{hint}</span>
      <span className={complaint === '' ? '' : 'failure'} role="alert">
        {complaint}
      </span>
    </label>
  );
}

function Editor({ db, workspace }: { db: ExtensionDatabase; workspace: string }) {
  const rules = useLiveQuery(() => rulesOf(db, workspace), [db, workspace]);
  if (!rules) return null;
  const onChange = (change: Change) =>
    void db.transaction('rw', db.redactionRules, async () => {
      const stored = await rulesOf(db, workspace);
      await storeRules(db, workspace, { ...stored, ...change(stored) });
    });
  return (
    <>
      <Kinds rules={rules} onChange={onChange} />
      <Lines
        rules={rules}
        onChange={onChange}
        list="keptDomains"
        label={strings.domains}
        hint={strings.domainsHint}
        wrong={strings.noDomain}
      />
      <Lines
        rules={rules}
        onChange={onChange}
        list="words"
        label={strings.words}
        hint={strings.wordsHint}
        wrong={strings.noWord}
      />
    </>
  );
}

/** What is looked for in clips, what is masked unasked, and what stays: for each paired workspace, or for this device while none is. */
export function RulesForm({ db, paired }: { db: ExtensionDatabase; paired: readonly string[] }) {
  const [chosen, setChosen] = useState('');
  const workspace = paired.includes(chosen) ? chosen : (paired[0] ?? noWorkspace);
  return (
    <details className="aside rules">
      <summary>{strings.heading}</summary>
      <p className="quiet">{strings.hint}</p>
      {paired.length > 0 && (
        <label className="rule">
          <span>{strings.workspace}</span>
          <select value={workspace} onChange={(event) => setChosen(event.target.value)}>
            {paired.map((origin) => (
              <option key={origin} value={origin}>
                {origin}
              </option>
            ))}
          </select>
        </label>
      )}
      {paired.length > 1 && <p className="quiet">{strings.several}</p>}
      <Editor key={workspace} db={db} workspace={workspace} />
    </details>
  );
}
