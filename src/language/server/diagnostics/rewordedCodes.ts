import * as l10n from '@vscode/l10n';

/** TypeScript advises to install types or to change a target; in BJS there is nothing to install or to change. */
export const rewordedCodes: ReadonlyMap<number, (name: string) => string> = new Map(
  Object.entries({
    ...codes([2304, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2867, 2868], noSuchName),
    ...codes([1308, 1375, 1378, 1431, 1432, 2468, 2697, 2705], noPromises),
    ...codes([1202, 1203, 1232, 1233, 1286, 1293, 2306, 2307, 2792], noModules),
  }).map(([code, reword]) => [Number(code), reword]),
);

function codes(
  numbers: readonly number[],
  reword: (name: string) => string,
): Record<number, (name: string) => string> {
  return Object.fromEntries(numbers.map((code) => [code, reword]));
}

function noSuchName(name: string): string {
  return absent.has(name)
    ? l10n.t('BJS has no {0}.', name)
    : l10n.t('{0} is neither declared here nor part of BJS.', name);
}

function noPromises(): string {
  return l10n.t(
    'BJS has no promises: a command runs to its end at once. Have the result start another command instead.',
  );
}

function noModules(): string {
  return l10n.t('BJS has no modules. Share code in the command @ or in a library of the bot.');
}

/** What people bring along from browsers and Node (Bots.Business help: BJS, Security). */
const absent: ReadonlySet<string> = new Set([
  'Buffer',
  'Function',
  'Promise',
  'Proxy',
  'WebAssembly',
  'XMLHttpRequest',
  'alert',
  'clearInterval',
  'clearTimeout',
  'console',
  'document',
  'exports',
  'fetch',
  'global',
  'localStorage',
  'module',
  'navigator',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'window',
]);
