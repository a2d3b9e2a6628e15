import type { CancellationToken } from 'vscode-languageserver';

import type { BotCheck, CheckedFileReport } from '../../protocol/protocol';
import { diagnosticOf } from '../diagnostics/diagnostics';
import type { ProgramParts } from '../programParts';
import { asChosen, type RuleChoice } from '../rules/ruleChoice';
import { checkBot } from './checkBot';

/**
 * Looks through a bot for an editor, with a turn for whoever types after each file.
 *
 * @param tell is given what was found in each file, hints left out
 */
export async function checkForEditor(
  parts: ProgramParts,
  { id, commands, libraries }: BotCheck,
  {
    rules,
    token,
    tell,
    onFailure,
  }: {
    readonly rules: RuleChoice;
    readonly token: CancellationToken;
    readonly tell: (report: CheckedFileReport) => void;
    readonly onFailure: (uri: string, error: unknown) => void;
  },
): Promise<void> {
  const files = [...commands, ...Object.values(libraries ?? {})].flatMap(({ uri, text }) =>
    uri === null || text === null ? [] : [{ uri, text }],
  );
  const bot = { isComplete: true, changed: commands, libraries };
  for (const { document, findings } of checkBot(parts, bot, files, onFailure)) {
    if (token.isCancellationRequested) return;
    const diagnostics = asChosen(findings, rules)
      .filter(({ severity }) => severity !== 'hint')
      .map((finding) => diagnosticOf(document, finding));
    tell({ id, uri: document.uri, diagnostics });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
