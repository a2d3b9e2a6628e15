import * as l10n from '@vscode/l10n';

import { noModules } from '../rules/modules';
import { noPromises } from '../rules/notAvailable';

/** Promises and modules, which BJS does not have. */
const promiseCodes = [1308, 1375, 1378, 1431, 1432];
const moduleCodes = [1202, 1203, 1232, 1233, 1286, 1293, 2306, 2307, 2712, 2792, 2882];

/** Findings that say that BJS lacks something of JavaScript. */
export const lacking: ReadonlySet<number> = new Set([...promiseCodes, ...moduleCodes]);

/** TypeScript advises to install types or to change a target; in BJS there is nothing to install or to change. */
export const rewordedCodes: ReadonlyMap<number, (name: string) => string> = new Map(
  Object.entries({
    ...codes([2304, 2583, 2584, 2585, 2591, 2592, 2593, 2693, 18_004], noSuchName),
    ...codes(promiseCodes, noPromises),
    ...codes(moduleCodes, noModules),
  }).map(([code, reword]) => [Number(code), reword]),
);

function codes(
  numbers: readonly number[],
  reword: (name: string) => string,
): Record<number, (name: string) => string> {
  return Object.fromEntries(numbers.map((code) => [code, reword]));
}

function noSuchName(name: string): string {
  return l10n.t('{0} is neither declared here nor part of BJS.', name);
}
