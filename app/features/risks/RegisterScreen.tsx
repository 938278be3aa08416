import { useId, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import type { RegisterField, RegisterName, RegisterRecord } from '#core/risks/registers.ts';
import { registerFields, registerNames } from '#core/risks/registers.ts';
import { recordText } from '#core/workspace/records.ts';
import { EditFieldset, useMayEdit } from '../../components/EditFieldset.tsx';
import { DraftField } from '../../components/DraftField.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { useMessages } from '../../messages/use-messages.ts';
import type { Registers } from '../../services/register-projection.ts';
import { useControlNames } from '../control-names.ts';
import { PeopleOptions, peopleList } from '../team/PeopleOptions.tsx';
import { routes } from '../routes.ts';
import { LinkedControls } from '../soa/LinkedControls.tsx';
import { SharedTextArea } from '../soa/SharedTextArea.tsx';
import type { RiskActions } from './risk-actions.ts';

type RegisterScreenProps = { register: RegisterName; doc: Y.Doc; registers: Registers; actions: RiskActions };
/** A record of any of the registers: what all have, and the fields that its own register describes. */
type AnyRecord = Pick<RegisterRecord<'asset'>, 'id' | 'name' | 'controls'> & {
  register: RegisterName;
} & Readonly<Record<string, unknown>>;

const valueOf = (record: AnyRecord, field: string) => String(record[field] ?? '');

type FieldProps = { record: AnyRecord; field: RegisterField; doc: Y.Doc; actions: RiskActions };

function Field({ record, field, doc, actions }: FieldProps) {
  const words = useMessages().registers;
  const id = useId();
  const label = words.fields[field.name as keyof typeof words.fields];
  const value = valueOf(record, field.name);
  const set = (next: string) => actions.setRecordField(record.register, record.id, field.name, next);
  if (field.kind === 'text')
    return (
      <DraftField
        label={label}
        value={value}
        onCommit={set}
        {...(field.name === 'owner' && { list: peopleList })}
      />
    );
  if (field.kind === 'note')
    return (
      <div className="wide">
        <SharedTextArea
          text={recordText(doc, record.register, record.id, field.name)}
          label={label}
          placeholder=""
          rows={2}
        />
      </div>
    );
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {field.kind === 'choice' ? (
        <select id={id} className="field" value={value} onChange={(event) => set(event.currentTarget.value)}>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {words.options[option as keyof typeof words.options]}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          className="field"
          type="date"
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

/** One lean register: a line for each record, which opens to its fields. */
export function RegisterScreen({ register, doc, registers, actions }: RegisterScreenProps) {
  const messages = useMessages();
  const words = messages.registers;
  const mayEdit = useMayEdit();
  const names = useControlNames();
  const [text, setText] = useState('');
  const [open, setOpen] = useState<string>();
  const all: readonly AnyRecord[] = registers[register];
  const fields: readonly RegisterField[] = registerFields[register];
  const shown = useMemo(() => {
    const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const said = (record: AnyRecord) =>
      [
        ...registerFields[register].map(({ name }) => valueOf(record, name)),
        ...record.controls.map(names.referenceOf),
      ]
        .join(' ')
        .toLocaleLowerCase();
    return all.filter((record) => wanted.every((word) => said(record).includes(word)));
  }, [all, text, register, names]);

  function add() {
    setText('');
    setOpen(actions.addRecord(register));
  }

  /** What stands beside the name while the record is closed: its type and who answers for it. */
  const summaryOf = (record: AnyRecord) =>
    fields
      .filter(({ kind, name }) => kind !== 'note' && name !== 'name')
      .map((field) => {
        const value = valueOf(record, field.name);
        return field.kind === 'choice' ? words.options[value as keyof typeof words.options] : value;
      })
      .concat(record.controls.map(names.referenceOf))
      .filter(Boolean)
      .join(', ');

  const addButton = (
    <button
      type="button"
      className="button"
      data-look="main"
      data-size="small"
      disabled={!mayEdit}
      onClick={add}
    >
      <Icon name="plus" />
      {words.add[register]}
    </button>
  );

  return (
    <div className="screen">
      <div className="column registers">
        <PeopleOptions names={all.map((record) => valueOf(record, 'owner'))} />
        <h2 className="hidden-words">{words.title[register]}</h2>
        <nav aria-label={words.choose}>
          <ul className="chips scroll">
            {registerNames.map((name) => (
              <li key={name}>
                <a
                  className="chip"
                  href={routes.register(name)}
                  aria-current={name === register ? 'page' : undefined}
                >
                  {words.title[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {all.length === 0 ? (
          <EmptyState icon="page" title={words.empty[register]} hint={words.intro[register]}>
            {addButton}
          </EmptyState>
        ) : (
          <>
            <p className="lead">{words.intro[register]}</p>
            <div className="tool-row">
              {addButton}
              <SearchInput label={words.search} value={text} onChange={setText} />
              <span role="status" className="help number">
                {words.shown(shown.length, all.length)}
              </span>
            </div>
            {shown.length === 0 && (
              <EmptyState icon="search" title={words.nothing} hint={words.nothingHint} />
            )}
            <ul className="records" aria-label={words.title[register]}>
              {shown.map((record) => {
                const name = record.name || words.untitled;
                const isOpen = open === record.id;
                return (
                  <li key={record.id} className="record">
                    <div className="record-head">
                      <button
                        type="button"
                        className="record-name"
                        aria-expanded={isOpen}
                        onClick={() => setOpen(isOpen ? undefined : record.id)}
                      >
                        <Icon name={isOpen ? 'up' : 'down'} />
                        <span className="words">
                          <b>{name}</b>
                          <span className="help cut">{summaryOf(record)}</span>
                        </span>
                      </button>
                      <button
                        type="button"
                        className="icon-button"
                        disabled={!mayEdit}
                        aria-label={words.remove(name)}
                        data-hint={words.remove(name)}
                        onClick={() => actions.removeRecord(register, record.id, record.name)}
                      >
                        <Icon name="close" />
                      </button>
                    </div>
                    {isOpen && (
                      <div className="record-fields">
                        <EditFieldset>
                          {fields.map((field) => (
                            <Field
                              key={field.name}
                              record={record}
                              field={field}
                              doc={doc}
                              actions={actions}
                            />
                          ))}
                          {register === 'obligation' && (
                            <div className="wide">
                              <LinkedControls
                                title={words.controls}
                                none={messages.risk.noControls}
                                linked={record.controls}
                                onLink={(control, holds) =>
                                  actions.linkControl(register, record.id, control, holds)
                                }
                              />
                            </div>
                          )}
                        </EditFieldset>
                      </div>
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
