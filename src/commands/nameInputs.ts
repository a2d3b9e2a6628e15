import * as vscode from 'vscode';

import {
  checkBotName,
  checkCommandName,
  checkFolderTitle,
  lengthOf,
  longestName,
  type NameFinding,
} from '../repository/format/nameRules';
import { Cancelled } from './registry';

/** What is to be asked, and what the answer is checked against. */
export interface NameQuestion {
  /** Of the input. */
  readonly title: string;
  /** In place of the usual one. */
  readonly prompt?: string;
  /** The name to begin with. */
  readonly value?: string;
  /** The names of the others, as they are when the answer is checked. */
  readonly others: () => readonly (string | null | undefined)[];
  /** It may stay what it is: something else can be changed beside it. */
  readonly mayStay?: boolean;
}

/** @throws Cancelled, also when the name stays what it is */
export async function askCommandName(question: NameQuestion): Promise<string> {
  const prompt = question.prompt ?? vscode.l10n.t('What people send, such as /start or Balance');
  return ask(question, prompt, (name) =>
    commandNameSentence(checkCommandName(name, question.others()), name),
  );
}

/** @throws Cancelled, also when the title stays what it is */
export async function askFolderTitle(question: NameQuestion): Promise<string> {
  const prompt = vscode.l10n.t('The name of the folder');
  return ask(question, prompt, (title) =>
    folderTitleSentence(checkFolderTitle(title, question.others()), title),
  );
}

/** @throws Cancelled, also when the name stays what it is, unless it may */
export async function askBotName(question: NameQuestion): Promise<string> {
  const prompt = question.prompt ?? vscode.l10n.t('The name of the bot on Bots.Business');
  return ask(question, prompt, (name) => botNameSentence(checkBotName(name, question.others()), name));
}

async function ask(
  { title, value = '', mayStay = false }: NameQuestion,
  prompt: string,
  check: (name: string) => vscode.InputBoxValidationMessage | undefined,
): Promise<string> {
  const answer = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    validateInput: (name) => (value !== '' && name === value ? undefined : check(name)),
  });
  if (answer === undefined || (answer === value && !mayStay)) throw new Cancelled();
  return answer;
}

function commandNameSentence(
  finding: NameFinding | undefined,
  name: string,
): vscode.InputBoxValidationMessage | undefined {
  switch (finding?.reason) {
    case undefined:
      return undefined;
    case 'empty':
      return refused(vscode.l10n.t('Give the command a name.'));
    case 'taken':
      return refused(vscode.l10n.t('This bot has a command {0} already. Choose another name.', name));
    case 'comma':
      return doubted(
        vscode.l10n.t(
          'No keyboard button can send a name with a comma: commas separate the buttons. Press Enter to use it all the same.',
        ),
      );
    case 'blanks':
      return doubted(
        vscode.l10n.t(
          'The name begins or ends with a space, which people hardly send. Press Enter to use it all the same.',
        ),
      );
    default:
      return commonSentence(finding, name);
  }
}

function folderTitleSentence(
  finding: NameFinding | undefined,
  title: string,
): vscode.InputBoxValidationMessage | undefined {
  switch (finding?.reason) {
    case undefined:
      return undefined;
    case 'empty':
      return refused(vscode.l10n.t('Give the folder a name.'));
    case 'taken':
      return refused(vscode.l10n.t('This bot has a folder {0} already. Choose another name.', title));
    default:
      return commonSentence(finding, title);
  }
}

function botNameSentence(
  finding: NameFinding | undefined,
  name: string,
): vscode.InputBoxValidationMessage | undefined {
  switch (finding?.reason) {
    case undefined:
      return undefined;
    case 'empty':
      return refused(vscode.l10n.t('Give the bot a name.'));
    case 'twin':
      return doubted(
        vscode.l10n.t('Another bot is called {0} too. Press Enter to use the name all the same.', name),
      );
    default:
      return commonSentence(finding, name);
  }
}

function commonSentence(
  finding: NameFinding | undefined,
  name: string,
): vscode.InputBoxValidationMessage | undefined {
  switch (finding?.reason) {
    case 'lineBreak':
      return refused(vscode.l10n.t('A name is one line. Take the line break out.'));
    case 'blanks':
      return doubted(
        vscode.l10n.t(
          'The name begins or ends with a space, which nobody sees. Press Enter to use it all the same.',
        ),
      );
    case 'tooLong':
      return refused(
        vscode.l10n.t(
          'A name has {0} characters at most, and this one has {1}. Make it shorter.',
          String(longestName),
          String(lengthOf(name)),
        ),
      );
    default:
      return undefined;
  }
}

function refused(message: string): vscode.InputBoxValidationMessage {
  return { message, severity: vscode.InputBoxValidationSeverity.Error };
}

/** A warning lets the name pass. */
function doubted(message: string): vscode.InputBoxValidationMessage {
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}
