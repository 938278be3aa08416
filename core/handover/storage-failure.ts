/** What kept the app from storing something; `sentence` is for a person. */
export type StorageFailure = { kind: 'not-stored'; sentence: string };
