import * as v from 'valibot';

/** `ws:` or `wss:`, and nothing that a header of a policy would take for more than one address. */
export const relayAddressSchema = v.pipe(
  v.string(),
  v.maxLength(500),
  v.url(),
  v.regex(/^wss?:\/\/[^\s'";,]+$/),
);

export const isRelayAddress = (text: string): boolean => v.is(relayAddressSchema, text);
