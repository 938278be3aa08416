import type { Span } from '../evidence/span.ts';
import { makeWordFinder } from './occurrences.ts';
import { redactSpans } from './redact-text.ts';

/** Base64 and base64url; shorter runs hold no word worth the name. */
const maybeBase64 = /[A-Za-z0-9_+-]{8,}={0,2}/g;

function base64Text(run: string): string {
  try {
    const binary = atob(run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}

/**
 * The address with the words struck, also where they stand percent-encoded, and with each parameter or segment struck that carries
 * one of them in Base64 (console routers and JSON Web Tokens do so). Works on any text; never throws.
 */
export function redactAddress(address: string, words: readonly string[]): string {
  const occurrences = makeWordFinder(words);
  const spans: Span[] = occurrences(address);
  for (const { 0: run, index } of address.matchAll(maybeBase64))
    if (occurrences(base64Text(run)).length > 0) spans.push({ start: index, end: index + run.length });
  return redactSpans(address, spans);
}
