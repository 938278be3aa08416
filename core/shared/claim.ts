/** Who decided and when. `by` is a name, empty where none is known; `at` is ISO 8601 in UTC, or empty. */
export type Author = { by: string; at: string };

/** One member's statement of a value that others may have stated otherwise at the same time. */
export type Claim<Value> = Author & { value: Value };
