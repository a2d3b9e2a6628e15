/**
 * What the code of a library has besides BJS; commands do not have it. The members of `BBLibraryGlobals` in the typings.
 * Source: Bots.Business help, library development.
 */
export const libraryGlobals: ReadonlySet<string> = new Set([
  'publish',
  'on',
  'setBotProperty',
  'getBotProperty',
  'setUserProperty',
  'getUserProperty',
]);
