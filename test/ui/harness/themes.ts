import { hosts, type Theme } from '../../host/hosts.mjs';

/**
 * The themes in which looks are tried: the dark one, or those that `BBS_THEMES` names (`dark,light,highContrast`), as
 * `npm run pictures` does for eyes to look at.
 */
export const themes: readonly Theme[] = (process.env['BBS_THEMES'] ?? 'dark').split(',').map((name) => {
  if (name in hosts.newest.themes) return name as Theme;
  throw new TypeError(`BBS_THEMES knows no theme ${name}`);
});
