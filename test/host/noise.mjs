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
];

/**
 * @param {string} line what the workbench or the extension host printed
 * @returns {boolean} whether it can be left out
 */
export function isNoise(line) {
  return noise.some((pattern) => pattern.test(line));
}
