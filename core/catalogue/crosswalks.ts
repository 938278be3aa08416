/** Other frameworks seen from ISO/IEC 27001:2022: which of their identifiers go with which controls and clauses. */
import type { AnnexControlId } from './control.ts';
import { cis, iso2013, nis2, nist80053, nistCsf, soc2 } from './crosswalk-pairs.ts';

/** An identifier of another framework, such as `CC6.1`, and what of ISO/IEC 27001:2022 goes with it. */
export type CrosswalkItem = { id: string; controls: readonly AnnexControlId[]; clauses: readonly string[] };

export type FrameworkId = 'soc-2' | 'nist-csf' | 'nist-800-53' | 'cis' | 'nis2' | 'iso-2013';

export type Crosswalk = {
  framework: FrameworkId;
  name: string;
  /** Who made the mapping, and under which terms. */
  source: string;
  /** In the framework's own order. */
  items: readonly CrosswalkItem[];
};

const isControl = (reference: string): reference is AnnexControlId => reference.startsWith('A.');

function itemsOf(pairs: string): CrosswalkItem[] {
  return pairs
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', references = ''] = line.split(': ');
      const all = references.split(' ');
      return { id, controls: all.filter(isControl), clauses: all.filter((one) => !isControl(one)) };
    });
}

export const crosswalks: readonly Crosswalk[] = [
  {
    framework: 'soc-2',
    name: 'SOC 2 Trust Services Criteria',
    source: 'mapping by intuitem for CISO Assistant, reduced to criteria; identifiers only',
    items: itemsOf(soc2),
  },
  {
    framework: 'nist-csf',
    name: 'NIST CSF 2.0',
    source: 'NIST OLIR informative reference; public domain',
    items: itemsOf(nistCsf),
  },
  {
    framework: 'nist-800-53',
    name: 'NIST SP 800-53 Rev. 5',
    source: 'NIST OLIR informative reference, updated 2023-10-12; public domain',
    items: itemsOf(nist80053),
  },
  {
    framework: 'cis',
    name: 'CIS Controls v8',
    source: 'mapping by intuitem for CISO Assistant; identifiers only',
    items: itemsOf(cis),
  },
  {
    framework: 'nis2',
    name: 'NIS2 implementing regulation (EU) 2024/2690',
    source: 'ENISA technical implementation guidance, mapping table; CC BY 4.0',
    items: itemsOf(nis2),
  },
  {
    framework: 'iso-2013',
    name: 'ISO/IEC 27001:2013 Annex A',
    source: 'mapping by intuitem for CISO Assistant, fourteen rows corrected; identifiers only',
    items: itemsOf(iso2013),
  },
];

export const findCrosswalk = (framework: string): Crosswalk | undefined =>
  crosswalks.find((crosswalk) => crosswalk.framework === framework);

/** What of each other framework goes with a control; frameworks without any are left out. */
export const crosswalksOfControl = (control: AnnexControlId): { name: string; ids: string[] }[] =>
  crosswalks
    .map(({ name, items }) => ({
      name,
      ids: items.filter(({ controls }) => controls.includes(control)).map(({ id }) => id),
    }))
    .filter(({ ids }) => ids.length > 0);
