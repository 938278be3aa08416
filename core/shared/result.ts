/**
 * What a stranger, a wrong file or the network can cause is a value, not an exception.
 * Anything that only we can cause throws instead.
 */
export type Result<Value, Failure extends { kind: string }> =
  { ok: true; value: Value } | { ok: false; error: Failure };

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const failure = <Failure extends { kind: string }>(error: Failure): { ok: false; error: Failure } => ({
  ok: false,
  error,
});
