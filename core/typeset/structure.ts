/**
 * What a document's marks on paper are (ISO 32000-2, 14.7 and 14.8): headings, paragraphs and tables with their heads, so that a screen
 * reader can go through them. What only decorates, or is there again, is an artifact and not read.
 */
import type { PdfFile, Reference } from './pdf-file.ts';

type StructureType = 'Document' | 'H1' | 'H2' | 'H3' | 'P' | 'Table' | 'TR' | 'TH' | 'TD';

/** A part of the document: other parts, or pieces of pages by their numbers (marked-content identifiers). */
export type Element = {
  type: StructureType;
  /** Of a `TH`: what it is the head of. */
  scope?: 'Column' | 'Row';
  children: Element[];
  marks: { page: number; mark: number }[];
};

export function addElement(parent: Element, type: StructureType, scope?: Element['scope']): Element {
  const element: Element = { type, children: [], marks: [], ...(scope && { scope }) };
  parent.children.push(element);
  return element;
}

export const documentElement = (): Element => ({ type: 'Document', children: [], marks: [] });

/**
 * Writes the tree and gives its root. `owners` are, by page, the elements to which its pieces belong, in the order of their numbers; a
 * page names its list by its own place among the pages (`StructParents`).
 */
export function writeStructure(
  file: PdfFile,
  top: Element,
  pages: readonly Reference[],
  owners: readonly (readonly Element[])[],
): Reference {
  const root = file.reserve();
  const written = new Map<Element, Reference>();
  const write = (element: Element, parent: Reference): Reference => {
    const own = file.reserve();
    written.set(element, own);
    const kids = [
      ...element.children.map((child) => write(child, own)),
      ...element.marks.map(({ page, mark }) => `<</Type/MCR/Pg ${pages[page]}/MCID ${mark}>>`),
    ];
    const scope = element.scope ? `/A<</O/Table/Scope/${element.scope}>>` : '';
    file.set(own, `<</Type/StructElem/S/${element.type}/P ${parent}${scope}/K[${kids.join(' ')}]>>`);
    return own;
  };
  const document = write(top, root);
  const lists = owners.map((list, at) => `${at}[${list.map((owner) => written.get(owner)).join(' ')}]`);
  const parents = file.add(`<</Nums[${lists.join(' ')}]>>`);
  file.set(
    root,
    `<</Type/StructTreeRoot/K ${document}/ParentTree ${parents}/ParentTreeNextKey ${owners.length}>>`,
  );
  return root;
}
