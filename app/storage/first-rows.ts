import { readEarly } from './early-read.ts';

/** Asked for when this module is run, the first of all. */
export const firstRows = readEarly();
