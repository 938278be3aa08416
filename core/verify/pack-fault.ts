/**
 * What is wrong with a pack. `archive`: the ZIP itself is not as our writer writes it. `order`: files stand in another order than signed.
 * `unknown-key`: signed by a device that the reader does not know, or that nobody introduced. `broken-chain`: a device's log has a gap,
 * a fork, a cut, a replay. `wrong-time`: two times contradict each other.
 */
export type PackFaultKind =
  | 'archive'
  | 'unsafe-path'
  | 'duplicate-file'
  | 'too-large'
  | 'missing-file'
  | 'added-file'
  | 'changed-file'
  | 'order'
  | 'bad-manifest'
  | 'bad-signature'
  | 'unknown-key'
  | 'revoked-key'
  | 'broken-chain'
  | 'wrong-time'
  | 'bad-timestamp'
  | 'bad-proof'
  | 'bad-record'
  | 'bad-statement'
  | 'bad-roster';

/** `path` is from the pack's top folder where there is one; `detail` is for a person. Neither has content of the pack's files. */
export type PackFault = { kind: PackFaultKind; path: string; detail: string };
