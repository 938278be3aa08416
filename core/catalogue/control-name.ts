/** What a control is called, whether it is of Annex A or the organisation's own: for everything that shows one. */
import type { ControlGroup, ControlId } from './control.ts';
import { controls } from './controls.ts';
import { inReferenceOrder, type CustomControl } from './custom-control.ts';
import { findControl } from './find-control.ts';

/** `reference` is what people read in place of the id: `A.8.5`, `PCI-8.3.6`. */
export type ControlName = { id: ControlId; reference: string; title: string; group: ControlGroup };

type Named = Pick<CustomControl, 'id' | 'reference' | 'title'>;

const customName = ({ id, reference, title }: Named): ControlName => ({
  id,
  reference,
  title,
  group: 'custom',
});

/** What a row is called. */
export function nameOfRow({
  control,
  custom,
}: {
  control: ControlId;
  custom?: Named | undefined;
}): ControlName {
  if (custom) return customName(custom);
  const known = findControl(control);
  // Rows of custom controls bring their definition; without one, the id is all that is known.
  return { id: control, reference: control, title: known?.title ?? '', group: known?.theme ?? 'custom' };
}

export type ControlNames = {
  /** The 93 in the order of Annex A, then the custom ones. */
  all: readonly ControlName[];
  /** Undefined for a control that is not, or no longer, there. */
  find: (id: string) => ControlName | undefined;
  /** `A.8.5`, `PCI-8.3.6`; the id where the control is not there. */
  referenceOf: (id: ControlId) => string;
  /** Each once in the order of the Statement of Applicability; those that are not there come last. */
  inOrder: (ids: Iterable<ControlId>) => ControlId[];
};

const made = new WeakMap<readonly Named[], ControlNames>();

/** Names of the 93 and of these custom controls; made once for each list, which must not change. */
export function controlNames(custom: readonly Named[]): ControlNames {
  const before = made.get(custom);
  if (before) return before;
  const all: readonly ControlName[] = [
    ...controls.map((control) => nameOfRow({ control: control.id })),
    ...inReferenceOrder(custom).map(customName),
  ];
  const byId = new Map<string, ControlName>(all.map((name) => [name.id, name]));
  const places = new Map<string, number>(all.map(({ id }, at) => [id, at]));
  const placeOf = (id: ControlId) => places.get(id) ?? all.length;
  const names: ControlNames = {
    all,
    find: (id) => byId.get(id),
    referenceOf: (id) => byId.get(id)?.reference ?? id,
    inOrder: (ids) => [...new Set(ids)].toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1)),
  };
  made.set(custom, names);
  return names;
}
