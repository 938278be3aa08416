import canonicalize from 'canonicalize';
import { textToBytes, type Bytes } from './bytes.ts';

/**
 * The one way to write a JSON value as bytes: RFC 8785 (JCS), UTF-8, no line end. Equal values give equal bytes.
 * RFC 8785 refuses half of a surrogate pair, which page titles can contain: each becomes U+FFFD first, as UTF-8 would have it.
 * Throws on NaN, infinities and circles.
 */
export function canonicalJson(value: object): Bytes {
  const text = canonicalize(wellFormed(value));
  if (text === undefined) throw new Error('canonicalJson: expected a value that JSON can carry.');
  return textToBytes(text);
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key.toWellFormed(), wellFormed(inner)] as const,
  );
  return Object.fromEntries(entries);
}
