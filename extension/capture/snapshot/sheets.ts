/** What a style sheet says now, with the rules that scripts put in, as text. */
import type { Budget } from './budget.ts';

/** `base` is what relative addresses in `css` are relative to; `media` is empty for all. */
export type SheetText = { css: string; base: string; media: string };

const maxImports = 50;

const rulesOf = (sheet: CSSStyleSheet): CSSRuleList | undefined => {
  try {
    return sheet.cssRules;
  } catch {
    // A sheet of another origin.
    return undefined;
  }
};

const isImport = (rule: CSSRule): rule is CSSImportRule => 'styleSheet' in rule && 'href' in rule;

/** Chromium writes `background-clip: text` where it reads the prefixed name alone in older versions. */
const mended = (css: string) =>
  css.replaceAll(
    /(?<!-webkit-)background-clip:\s*text;/g,
    '-webkit-background-clip: text; background-clip: text;',
  );

/**
 * True when the source says what the sheet says. The source is better where both agree: Chromium loses declarations when it writes
 * a rule in which longhands follow a shorthand with `var()`.
 */
async function saysTheSame(sheet: CSSStyleSheet, source: string, budget: Budget): Promise<boolean> {
  const rules = rulesOf(sheet);
  if (!rules) return false;
  // A constructed sheet leaves imports out.
  const now = [...rules].filter((rule) => !isImport(rule));
  try {
    const parsed = new CSSStyleSheet();
    parsed.replaceSync(source);
    const { cssRules } = parsed;
    if (cssRules.length !== now.length) return false;
    for (let at = 0; at < now.length; at += 1) {
      if (cssRules[at]?.cssText !== now[at]?.cssText) return false;
      if (budget.sliceIsOver) await budget.rest();
    }
    return true;
  } catch {
    return false;
  }
}

const wrapped = ({ layerName, supportsText }: CSSImportRule, css: string): string => {
  const layered = layerName === null ? css : `@layer ${layerName} {${css}}`;
  return supportsText ? `@supports ${supportsText} {${layered}}` : layered;
};

/** The sheets that this one imports hold before its own rules. */
async function importedTexts(
  sheet: CSSStyleSheet,
  base: string,
  budget: Budget,
  imports: { left: number },
): Promise<SheetText[]> {
  const texts: SheetText[] = [];
  for (const rule of rulesOf(sheet) ?? []) {
    if (!isImport(rule) || !rule.styleSheet || (imports.left -= 1) < 0) continue;
    const media = rule.media.mediaText || (sheet.media?.mediaText ?? '');
    for (const text of await rulesText(rule.styleSheet, rule.styleSheet.href ?? base, budget, imports))
      texts.push({ ...text, css: wrapped(rule, text.css), media: text.media || media });
  }
  return texts;
}

async function rulesText(
  sheet: CSSStyleSheet,
  base: string,
  budget: Budget,
  imports: { left: number },
): Promise<SheetText[]> {
  const texts = await importedTexts(sheet, base, budget, imports);
  const media = sheet.media?.mediaText ?? '';
  let css = '';
  for (const rule of rulesOf(sheet) ?? []) {
    if (!isImport(rule)) css += `${rule.cssText}\n`;
    if (css.length > budget.left) budget.write(css.length);
    if (budget.sliceIsOver) await budget.rest();
  }
  texts.push({ css: mended(css), base, media });
  return texts;
}

/** The sheet and those that it imports, in the order in which they hold. `source` gives the text that the sheet was made from. */
export async function sheetTexts(
  sheet: CSSStyleSheet,
  base: string,
  budget: Budget,
  source: () => Promise<string | undefined> = () => Promise.resolve(undefined),
): Promise<SheetText[]> {
  if (sheet.disabled) return [];
  const imports = { left: maxImports };
  const written = await source();
  const texts =
    written !== undefined && written.length < budget.left && (await saysTheSame(sheet, written, budget))
      ? [
          ...(await importedTexts(sheet, base, budget, imports)),
          { css: written, base, media: sheet.media?.mediaText ?? '' },
        ]
      : await rulesText(sheet, base, budget, imports);
  for (const { css } of texts) budget.write(css.length);
  return texts.filter(({ css }) => css.trim() !== '');
}
