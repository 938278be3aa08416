/** Whose management system it is: what stands on the covers of what is exported. */

/** Empty where nobody has said. `approver` is a name, with the function where it matters. */
export type IsmsFacts = { organization: string; approver: string; scope: string };

/** In the order of the covers. */
export const ismsFields = [
  'organization',
  'scope',
  'approver',
] as const satisfies readonly (keyof IsmsFacts)[];
