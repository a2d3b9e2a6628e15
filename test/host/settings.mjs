/** Settings that every VS Code started from here has. */

/**
 * Like a fresh desktop VS Code, without what only disturbs: AI features, the welcome page, walkthroughs that open by
 * themselves, an empty side bar on the right, and automatic saving, which VS Code in a browser switches on.
 *
 * @type {Readonly<Record<string, unknown>>}
 */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'files.autoSave': 'off',
  // The folders that are opened here lie inside this repository, which is not theirs.
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * In addition for pictures and for a driver that does not wait for animations.
 *
 * @type {Readonly<Record<string, unknown>>}
 */
export const stillSettings = {
  ...quietSettings,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'workbench.tips.enabled': false,
};
