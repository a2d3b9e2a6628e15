/** Lines that a host from the npm registry always prints and that say nothing about the tests. */

const noise = [
  /^(Resolv(ing|ed) connection token|Creating a socket |Updating additional builtin extensions)/,
  /^No search provider registered/,
  /^\[(reconnection-grace-time|AgentHost|AccountPolicyGate|Service Worker)/,
  // Native modules are not compiled: installs run without scripts.
  /Could not locate the bindings file|build\/Release\/watchdog|ripgrep\/bin\/rg ENOENT/,
  // No gallery is configured, and public hosts are out of reach.
  /open-vsx\.org|fetching additional builtin extensions from gallery/,
  /ExperimentalWarning: SQLite/,
  /^Canceled\b/,
  // VS Code's own TypeScript answers for a file whose language became BJS meanwhile.
  /^Unexpected resource file:|TypeScript Server Error|^(Error: )?No Project\./,
];

/** What the workbench prints about saves and renames that fail; where that is wanted, it hides everything else. */
const failures = [
  /^\[text file model\] handleSaveError/,
  /^IGNORING workspace edit/,
  /^The editor could not be opened because/,
  /^\s+at (?!async run)/,
  /^Unable to (read|write|resolve|delete|move)/,
];

/**
 * @param {string} line what the workbench or the extension host printed
 * @returns {boolean} whether it can be left out
 */
export function isNoise(line) {
  const patterns = process.env['BBS_FAILURES_WANTED'] ? [...noise, ...failures] : noise;
  return patterns.some((pattern) => pattern.test(line));
}
