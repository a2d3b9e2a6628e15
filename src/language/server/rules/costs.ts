import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { calledOf } from '../code/calls';
import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

const rule = 'costly';

/** More than that in one command is slow. Source: Bots.Business help, Good coding practices. */
const manyProperties = 20;
const propertyCall = /^(?:Bot|User)\.(?:get|set|delete)Prop(?:erty)?$/;

/** What a call costs, where it is much. Source: Bots.Business help, Iterations. */
const costs: ReadonlyMap<string, () => string> = new Map([
  ['Bot.runAll', () => l10n.t('Costs one iteration for each chat.')],
  ['Bot.importCSV', () => l10n.t('Costs 5 iterations.')],
  [
    'Bot.importGit',
    () => l10n.t('Costs 5 iterations, and deletes all commands and libraries of the bot first.'),
  ],
  ['Bot.exportGit', () => l10n.t('Costs 5 iterations.')],
]);

/** Calls that cost much, or so many that the command is slow. */
export function costlyCalls(file: ts.SourceFile): Finding[] {
  const found: Finding[] = [];
  const properties: ts.CallExpression[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isCallExpression(node)) continue;
    const name = calledOf(node.expression).join('.');
    const cost = costs.get(name);
    if (cost) found.push(finding(file, node, cost()));
    if (propertyCall.test(name)) properties.push(node);
  }
  const [first] = properties.sort((one, other) => one.pos - other.pos).slice(manyProperties);
  if (first) {
    const sentence = l10n.t(
      'This command reads or writes properties in {0} places. Each takes 10 to 100 ms: keep what belongs together in one property.',
      properties.length,
    );
    found.push(finding(file, first, sentence));
  }
  return found.sort((one, other) => one.start - other.start);
}

function finding(file: ts.SourceFile, { expression }: ts.CallExpression, message: string): Finding {
  return { rule, severity: 'information', start: expression.getStart(file), end: expression.end, message };
}
