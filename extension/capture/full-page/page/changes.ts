/**
 * What was changed in the page for the picture, and how to take it back. Whatever happens, `undo` leaves the page as it was: each
 * property is remembered once, as it was before the first change, so that a second change cannot overwrite the memory.
 */
import { attributeOf } from '../../page/native.ts';
import { breathe } from './breath.ts';
import { styleOf } from './native-layout.ts';

type Remembered = {
  attribute: string | null;
  text: string;
  properties: Map<string, { value: string; priority: string }>;
};

const { setAttribute, removeAttribute } = Element.prototype;

export class Changes {
  private readonly styles = new Map<Element, Remembered>();
  private readonly undoings: (() => void)[] = [];

  /** Runs when everything is taken back, the newest first, after the styles. */
  onUndo(undo: () => void): void {
    this.undoings.push(undo);
  }

  /** Sets an inline style that wins over the page's own. Does nothing for elements that have none. */
  setStyle(element: Element, property: string, value: string): void {
    const style = styleOf(element);
    if (!style) return;
    let remembered = this.styles.get(element);
    if (!remembered) {
      remembered = { attribute: attributeOf(element, 'style'), text: style.cssText, properties: new Map() };
      this.styles.set(element, remembered);
    }
    if (!remembered.properties.has(property)) {
      const before = {
        value: style.getPropertyValue(property),
        priority: style.getPropertyPriority(property),
      };
      remembered.properties.set(property, before);
    }
    style.setProperty(property, value, 'important');
  }

  /** What is changed from the call on is none of it. */
  async undo(): Promise<void> {
    const styles = [...this.styles];
    const undoings = this.undoings.splice(0).toReversed();
    this.styles.clear();
    for (const [element, remembered] of styles) {
      await breathe();
      attempt(() => restoreStyle(element, remembered));
    }
    for (const undo of undoings) attempt(undo);
  }
}

function restoreStyle(element: Element, { attribute, text, properties }: Remembered): void {
  const style = styleOf(element);
  if (!style) return;
  for (const [property, { value, priority }] of properties) {
    if (value === '') style.removeProperty(property);
    else style.setProperty(property, value, priority);
  }
  // The page may have set styles of its own meanwhile; only an unchanged one goes back to the letter.
  if (style.cssText !== text) return;
  // Chromium removes the attribute only where it has been written out, and reading writes it.
  attributeOf(element, 'style');
  if (attribute === null) removeAttribute.call(element, 'style');
  else setAttribute.call(element, 'style', attribute);
}

/** What a hostile page makes impossible for one element must not keep the rest from being put back. */
export function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The element, or what it stands in, is gone or broken by the page itself.
  }
}
