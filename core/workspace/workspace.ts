/**
 * Typed readers and writers over the workspace's Yjs document.
 *
 * Shape. Each control has root types of its own: the map `soa/A.8.5` with plain values and decisions (see decision.ts), and texts
 * such as `soa/A.8.5/justification`. Root types are found by name, so two members who touch the same fresh row offline never
 * create two rivalling records, as nested maps would. Links are flat keys `A.8.5|<exhibit id>` in the map `links`: two members
 * who link the same exhibit make one link, and unlinking one never disturbs another. Risks and registers: see records.ts. Custom
 * controls have the same types and keys under `C.<record id>`: see custom-controls.ts.
 *
 * Whatever a replica sends is read through schemas: a value that does not fit counts as not set.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { controls } from '../catalogue/controls.ts';
import type { ControlId } from '../catalogue/control.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import type { RiskCriteria } from '../risks/criteria.ts';
import type { Obligation, Supplier } from '../risks/registers.ts';
import { reasonOf } from '../risks/registers.ts';
import type { Risk } from '../risks/risk.ts';
import { isOpen } from '../risks/risk.ts';
import type { Author } from '../shared/claim.ts';
import type {
  Applicability,
  ImplementationStatus,
  InclusionReason,
  LinkedObligation,
  LinkedRisk,
  SoaEntry,
} from '../soa/soa-entry.ts';
import {
  applicabilitySchema,
  implementationStatusSchema,
  inclusionReasonSchema,
  maturitySchema,
} from '../soa/soa-entry.ts';
import { decide, decided, readClaims } from './decision.ts';
import { edit } from './edit.ts';
import { isControlHere, recordIdSchema, valueOf } from './records.ts';
import { readRegisterState } from './register-state.ts';

/** A member's statement that an exhibit supports a control. `linkedAt` is ISO 8601 in UTC. */
export type EvidenceLink = { control: ControlId; exhibit: string; linkedBy: string; linkedAt: string };

const linkSchema = v.object({
  linkedBy: v.pipe(v.string(), v.maxLength(500)),
  linkedAt: v.pipe(v.string(), v.isoTimestamp()),
});
const nameSchema = v.pipe(v.string(), v.maxLength(500));
const dateSchema = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const allReasons = inclusionReasonSchema.options;

const entryMap = (doc: Y.Doc, control: ControlId) => doc.getMap<unknown>(`soa/${control}`);
const linkMap = (doc: Y.Doc) => doc.getMap<unknown>('links');
const linkKey = (control: ControlId, exhibit: string) => `${control}|${exhibit}`;

/** The prose of a row, each a text of its own. */
export type SoaText = 'justification' | 'implementation' | 'remarks';

/** A row's prose as collaborative text: bind it to an editor, never replace it whole. */
export const soaText = (doc: Y.Doc, control: ControlId, which: SoaText): Y.Text =>
  doc.getText(`soa/${control}/${which}`);

/** The control's justification as collaborative text. */
export const justificationText = (doc: Y.Doc, control: ControlId): Y.Text =>
  soaText(doc, control, 'justification');

/** All links, oldest first (ties by key, so that every replica lists them alike). Malformed links and those of removed controls are left out. */
export function readLinks(doc: Y.Doc): EvidenceLink[] {
  const links: EvidenceLink[] = [];
  for (const [key, value] of linkMap(doc)) {
    const [control = '', exhibit] = key.split('|');
    const link = v.safeParse(linkSchema, value);
    if (!link.success || !isControlHere(doc, control) || !v.is(exhibitIdSchema, exhibit)) continue;
    links.push({ control, exhibit, ...link.output });
  }
  const order = (link: EvidenceLink) => `${link.linkedAt}|${link.control}|${link.exhibit}`;
  return links.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The words, without making a root type of a text that nobody has written in. */
const proseOf = (doc: Y.Doc, control: ControlId, which: SoaText): string =>
  doc.share.has(`soa/${control}/${which}`) ? soaText(doc, control, which).toString() : '';

/** What rows derive from elsewhere in the document; read once for many rows. */
export type SoaContext = {
  links: readonly EvidenceLink[];
  risksOf: ReadonlyMap<ControlId, readonly LinkedRisk[]>;
  obligationsOf: ReadonlyMap<ControlId, readonly LinkedObligation[]>;
  suppliers: ReadonlyMap<string, Supplier>;
  /** In the order of the SoA. */
  customControls: readonly CustomControl[];
};

/** Groups what names controls by the controls it names. */
function byControl<Named extends { controls: ControlId[] }, Linked>(
  named: readonly Named[],
  toLink: (one: Named) => Linked,
): Map<ControlId, Linked[]> {
  const found = new Map<ControlId, Linked[]>();
  for (const one of named) {
    const link = toLink(one);
    for (const control of one.controls) found.set(control, [...(found.get(control) ?? []), link]);
  }
  return found;
}

/** The context from registers that were read already; removed records give no reasons. */
export function soaContext(
  links: readonly EvidenceLink[],
  registers: {
    risks: readonly Risk[];
    criteria: RiskCriteria;
    obligation: readonly Obligation[];
    supplier: readonly Supplier[];
    customControls: readonly CustomControl[];
  },
): SoaContext {
  // An avoided risk is gone with what caused it, and asks for no control.
  const treated = registers.risks.filter(({ removed, treatment }) => !removed && treatment !== 'avoid');
  return {
    links,
    risksOf: byControl(treated, (risk) => ({
      id: risk.id,
      reference: risk.reference,
      title: risk.title,
      open: isOpen(risk, registers.criteria),
    })),
    obligationsOf: byControl(registers.obligation, (obligation) => ({
      id: obligation.id,
      name: obligation.name,
      reason: reasonOf(obligation),
    })),
    suppliers: new Map(registers.supplier.map((supplier) => [supplier.id, supplier])),
    customControls: registers.customControls,
  };
}

export const readSoaContext = (doc: Y.Doc): SoaContext => soaContext(readLinks(doc), readRegisterState(doc));

function providerOf(supplierId: string, { suppliers }: SoaContext): SoaEntry['provider'] {
  const supplier = suppliers.get(supplierId);
  if (!supplier) return undefined;
  const { id, name, report, reportDate } = supplier;
  return { id, name, report, reportDate };
}

/**
 * What members wrote into the row itself. `reasons` are those ticked by hand, `provider` is a supplier's id or empty; while members
 * differ about a decision it reads as nobody's.
 */
export type RowValues = Pick<
  SoaEntry,
  | 'applicability'
  | 'reasons'
  | 'justification'
  | 'status'
  | 'plannedFor'
  | 'implementation'
  | 'maturity'
  | 'owner'
  | 'reviewer'
  | 'lastReview'
  | 'remarks'
> & { provider: string };

/** The row's own values and what is contested among them. */
export function readRowValues(
  doc: Y.Doc,
  control: ControlId,
): RowValues & { contested: SoaEntry['contested'] } {
  const map = entryMap(doc, control);
  const applicability = decided(readClaims(map, 'applicability', applicabilitySchema), 'undecided');
  const status = decided(readClaims(map, 'status', implementationStatusSchema), 'unverified');
  return {
    applicability: applicability.value,
    reasons: allReasons.filter((reason) => map.get(`reason:${reason}`) === true),
    provider: valueOf(map, 'provider', recordIdSchema, ''),
    justification: proseOf(doc, control, 'justification'),
    status: status.value,
    plannedFor: valueOf(map, 'plannedFor', dateSchema, ''),
    implementation: proseOf(doc, control, 'implementation'),
    maturity: valueOf(map, 'maturity', maturitySchema, 0),
    owner: valueOf(map, 'owner', nameSchema, ''),
    reviewer: valueOf(map, 'reviewer', nameSchema, ''),
    lastReview: valueOf(map, 'lastReview', dateSchema, ''),
    remarks: proseOf(doc, control, 'remarks'),
    contested: { applicability: applicability.contested, status: status.contested },
  };
}

/** The control's row. Pass the context when many rows are read at once. */
export function readSoaEntry(doc: Y.Doc, control: ControlId, context = readSoaContext(doc)): SoaEntry {
  const own = readRowValues(doc, control);
  const risks = [...(context.risksOf.get(control) ?? [])];
  const obligations = [...(context.obligationsOf.get(control) ?? [])];
  const derived = (reason: InclusionReason) =>
    reason === 'risk' ? risks.length > 0 : obligations.some((obligation) => obligation.reason === reason);
  return {
    ...own,
    control,
    custom: context.customControls.find(({ id }) => id === control),
    reasons: allReasons.filter((reason) => own.reasons.includes(reason) || derived(reason)),
    derivedReasons: allReasons.filter(derived),
    risks,
    obligations,
    provider: providerOf(own.provider, context),
    exhibits: context.links.filter((link) => link.control === control).map((link) => link.exhibit),
  };
}

/** Which rows there are, in their order: the 93 of Annex A, then those of custom controls. */
export const rowIds = ({ customControls }: Pick<SoaContext, 'customControls'>): ControlId[] => [
  ...controls.map(({ id }) => id),
  ...customControls.map(({ id }) => id),
];

/** The 93 rows in the order of Annex A, then those of custom controls. */
export function readSoa(doc: Y.Doc): SoaEntry[] {
  const context = readSoaContext(doc);
  return rowIds(context).map((control) => readSoaEntry(doc, control, context));
}

const nobodyKnown: Author = { by: '', at: '' };

/** Decides with what is visible here in view; a decision made elsewhere meanwhile makes the field contested. */
export const setApplicability = (
  doc: Y.Doc,
  control: ControlId,
  value: Applicability,
  author: Author = nobodyKnown,
): void => edit(doc, () => decide(entryMap(doc, control), 'applicability', value, author));

/** Each reason is a key of its own, so that two members who add different reasons both succeed. */
export const setReason = (doc: Y.Doc, control: ControlId, reason: InclusionReason, holds: boolean) =>
  edit(doc, () => entryMap(doc, control).set(`reason:${reason}`, holds));

export const setStatus = (
  doc: Y.Doc,
  control: ControlId,
  value: ImplementationStatus,
  author: Author = nobodyKnown,
): void => edit(doc, () => decide(entryMap(doc, control), 'status', value, author));

/** The supplier whose control is inherited, by its id in the register; empty for none. */
export const setProvider = (doc: Y.Doc, control: ControlId, supplier: string) =>
  edit(doc, () => entryMap(doc, control).set('provider', supplier));

export const setMaturity = (doc: Y.Doc, control: ControlId, value: number) =>
  edit(doc, () => entryMap(doc, control).set('maturity', v.parse(maturitySchema, value)));

export const setReviewer = (doc: Y.Doc, control: ControlId, reviewer: string) =>
  edit(doc, () => entryMap(doc, control).set('reviewer', v.parse(nameSchema, reviewer)));

/** `date` is `YYYY-MM-DD` or empty. */
export const setLastReview = (doc: Y.Doc, control: ControlId, date: string) =>
  edit(doc, () => entryMap(doc, control).set('lastReview', v.parse(dateSchema, date)));

/** `date` is `YYYY-MM-DD` or empty. */
export const setPlannedFor = (doc: Y.Doc, control: ControlId, date: string) =>
  edit(doc, () => entryMap(doc, control).set('plannedFor', v.parse(dateSchema, date)));

export const setOwner = (doc: Y.Doc, control: ControlId, owner: string) =>
  edit(doc, () => entryMap(doc, control).set('owner', v.parse(nameSchema, owner)));

export function linkExhibit(doc: Y.Doc, link: EvidenceLink): void {
  const { control, exhibit, ...who } = link;
  // The first statement stands: linking again must not change who said it and when.
  if (linkMap(doc).has(linkKey(control, exhibit))) return;
  edit(doc, () => linkMap(doc).set(linkKey(control, exhibit), v.parse(linkSchema, who)));
}

export const unlinkExhibit = (doc: Y.Doc, control: ControlId, exhibit: string) =>
  edit(doc, () => linkMap(doc).delete(linkKey(control, exhibit)));
