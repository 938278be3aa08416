/** Readers and writers of the lean registers: assets, suppliers, obligations. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { RegisterField, RegisterName, RegisterRecord } from '../risks/registers.ts';
import { registerFields } from '../risks/registers.ts';
import { inAnnexOrder } from '../risks/risk.ts';
import { edit } from './edit.ts';
import { controlsOf, recordIds, recordMap, textOf, valueOf } from './records.ts';

const textSchema = v.pipe(v.string(), v.maxLength(500));
const dateSchema = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);

function readField(doc: Y.Doc, register: RegisterName, id: string, field: RegisterField): string {
  const map = recordMap(doc, register, id);
  switch (field.kind) {
    case 'text':
      return valueOf(map, field.name, textSchema, '');
    case 'date':
      return valueOf(map, field.name, dateSchema, '');
    case 'choice':
      return valueOf(map, field.name, v.picklist(field.options), field.options[0]);
    case 'note':
      return textOf(doc, register, id, field.name);
  }
}

/** The record as it stands, removed or not. Values that do not fit count as not set. */
export function readRegisterRecord<Name extends RegisterName>(
  doc: Y.Doc,
  register: Name,
  id: string,
): RegisterRecord<Name> {
  const fields = registerFields[register].map((field) => [field.name, readField(doc, register, id, field)]);
  const map = recordMap(doc, register, id);
  // The fields come from the register's own description, which the type is made from.
  return {
    id,
    register,
    controls: inAnnexOrder(controlsOf(map)),
    removed: map.get('removed') === true,
    ...Object.fromEntries(fields),
  } as RegisterRecord<Name>;
}

/** All records of the register that are not removed, oldest first. */
export const readRegister = <Name extends RegisterName>(doc: Y.Doc, register: Name): RegisterRecord<Name>[] =>
  recordIds(doc, register)
    .map((id) => readRegisterRecord(doc, register, id))
    .filter(({ removed }) => !removed);

/** Sets a field of one line, a date or a choice; notes are written through their text. Throws on a value that does not fit. */
export function setRegisterField(
  doc: Y.Doc,
  register: RegisterName,
  id: string,
  name: string,
  value: string,
): void {
  const fields: readonly RegisterField[] = registerFields[register];
  const field = fields.find((known) => known.name === name);
  if (!field || field.kind === 'note') throw new Error(`setRegisterField: ${register} has no field ${name}`);
  const schema =
    field.kind === 'choice' ? v.picklist(field.options) : field.kind === 'date' ? dateSchema : textSchema;
  edit(doc, () => recordMap(doc, register, id).set(name, v.parse(schema, value)));
}
