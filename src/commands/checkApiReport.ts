import * as vscode from 'vscode';

import { endpoint } from '../api/endpoints';
import { type CheckedEndpoint, isElsewhere, type Member, type TriedPath } from '../model/checkApi';

/**
 * What a check found, as Markdown. Holds names only: no value of an answer, no id, no key.
 * @param url of the server
 */
export function checkReport(checked: readonly CheckedEndpoint[], url: string): string {
  const missing = checked.filter(({ path, lacksId }) => path === undefined && !lacksId);
  const unasked = checked.filter(({ lacksId }) => lacksId);
  const moved = checked.filter(isElsewhere);
  return [
    `# ${vscode.l10n.t('Check of the API')}`,
    url,
    ...section(vscode.l10n.t('Under another path than assumed'), moved, ({ used, path }) => {
      const instead = vscode.l10n.t('in place of {0}', code(used));
      return `${code(path ?? '')} ${instead}`;
    }),
    ...section(vscode.l10n.t('Not found'), missing, ({ tried }) => tried.map(triedPath).join(', ')),
    ...section(vscode.l10n.t('Not asked, because an id is not known'), unasked, ({ used }) => code(used)),
    ...section(
      vscode.l10n.t('All that answered'),
      checked.filter(({ path }) => path !== undefined),
      (each) => [code(each.path ?? ''), contents(each)].join(' '),
    ),
    '',
  ].join('\n\n');
}

function section(
  title: string,
  checked: readonly CheckedEndpoint[],
  line: (each: CheckedEndpoint) => string,
): string[] {
  if (checked.length === 0) return [];
  const lines = checked.map((each) => `- **${endpoint(each.id).title}** ${line(each)}`);
  return [`## ${title}`, lines.join('\n')];
}

function triedPath({ path, outcome, status }: TriedPath): string {
  return `${code(path)} (${status ?? outcome})`;
}

function contents({ tried, members, count }: CheckedEndpoint): string {
  const last = tried.at(-1);
  if (last && last.outcome !== 'answered') return `(${last.status ?? ''} ${last.outcome})`;
  const fields = members.map(field).join(', ');
  if (count === undefined) return fields === '' ? '' : `{ ${fields} }`;
  return fields === ''
    ? vscode.l10n.t('list of {0}', count)
    : `${vscode.l10n.t('list of {0}', count)} { ${fields} }`;
}

function field({ name, kind }: Member): string {
  return `${name}: ${kind}`;
}

function code(path: string): string {
  return `\`${path}\``;
}
