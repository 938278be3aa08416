/** The app's database as Dexie declares it (database.ts). */
export const databaseName = 'exhibit';
export const databaseVersion = 3;
