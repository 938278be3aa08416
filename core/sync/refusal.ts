/** Why a replica did not apply what it received. PROTOCOL.md, Refusals. */
export type RefusalKind =
  | 'too-large'
  | 'malformed-envelope'
  | 'wrong-place'
  | 'duplicate'
  | 'unknown-device'
  | 'unknown-generation'
  | 'bad-signature'
  | 'not-decrypted'
  | 'malformed-body'
  | 'malformed-update'
  | 'device-removed'
  | 'role-may-not-write'
  | 'early'
  | 'control-refused';

/** `author` and `counter` as the envelope states them, when it could be read that far: until the signature holds, that is a claim. */
export type Refusal = { kind: RefusalKind; subject: string; author?: string; counter?: number };
