import * as l10n from '@vscode/l10n';
import ts from 'typescript';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';

import { parseCommandFile } from '../../../repository/format/parseCommandFile';
import { valueSpan } from '../../../repository/format/valueSpan';
import type { Target } from '../botProgram';
import { calledOf, nameOf } from '../code/calls';
import { encoded } from '../code/literalText';
import { nodesAt } from '../code/nodeAt';

/** Opens the list where the name of a property begins. */
export const answerTrigger = '<';

/**
 * Which argument of a method of `Bot` is a text in which `<Name>` becomes the property of that name. Said of
 * `Bot.sendMessage` and of the answer of a command (Bots.Business help, User functions); of the others it is assumed.
 */
const textArguments: ReadonlyMap<string, number> = new Map([
  ['sendMessage', 0],
  ['sendMessageToChatWithId', 1],
  ['sendMessageToChat', 1],
  ['sendKeyboard', 1],
  ['sendInlineKeyboard', 1],
  ['sendInlineKeyboardToChatWithId', 2],
]);

/**
 * The names of properties behind a `<` in a text that the bot sends, and in the answer of a command in a bot folder;
 * `undefined` anywhere else. A property of the user comes before one of the bot, as it does when the text is sent.
 */
export function answerCompletionsAt(target: Target, position: Position): CompletionList | undefined {
  const { document, program } = target;
  const offset = document.offsetAt(position);
  const line = document.getText({ start: { line: position.line, character: 0 }, end: position });
  const typed = /<([^<>"'`]*)$/.exec(line)?.[1];
  const quote = typed === undefined ? undefined : quoteAt(target, offset);
  if (typed === undefined || quote === undefined) return undefined;
  const behind = /^[^\s<>"'`]*>/.exec(document.getText().slice(offset, offset + longestRest))?.[0] ?? '';
  const range = {
    start: document.positionAt(offset - typed.length),
    end: document.positionAt(offset + behind.length),
  };
  const { Bot, User } = program.facts.stored;
  const items = [...new Set([...User.keys(), ...Bot.keys()])]
    .filter((name) => !/[<>\r\n]/.test(name))
    .map((name): CompletionItem => {
      const newText = `${encoded(name, quote)}>`;
      return {
        label: name,
        kind: CompletionItemKind.Field,
        detail: User.has(name) ? l10n.t('property of the user') : l10n.t('property of the bot'),
        filterText: newText,
        textEdit: { range, newText },
      };
    });
  return { isIncomplete: false, items };
}

/** In characters: names of properties are shorter. */
const longestRest = 256;

/** What a text that the bot sends stands between, where a place is in one; nothing in the header of a command. */
function quoteAt({ service, fileName, document, program }: Target, offset: number): string | undefined {
  const file = service.getProgram()?.getSourceFile(fileName);
  if (!file) return undefined;
  const nodes = nodesAt(file, offset).toReversed();
  const [literal] = nodes;
  if (literal && isText(literal) && literal.getStart(file) < offset) {
    return isSent(nodes) ? quoteOf(literal, file) : undefined;
  }
  if (program.commands.at(document)?.path === undefined) return undefined;
  const span = valueSpan(parseCommandFile(document.getText()), 'answer');
  return span && span.start <= offset && offset <= span.end ? '' : undefined;
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
}

function quoteOf(literal: ts.Node, file: ts.SourceFile): string {
  return ts.isStringLiteral(literal) ? file.text.charAt(literal.getStart(file)) : '`';
}

/** @param nodes a text and what it lies in, from the inside */
function isSent(nodes: readonly ts.Node[]): boolean {
  const outer = nodes.findIndex((node, index) => index > 0 && !isPartOfText(node));
  const [text, parent, object, call] = nodes.slice(outer - 1);
  if (!text || !parent) return false;
  if (ts.isCallExpression(parent)) {
    const [name, method = ''] = calledOf(parent.expression);
    const index = textArguments.get(method);
    return name === 'Bot' && index !== undefined && parent.arguments[index] === text;
  }
  return (
    ts.isPropertyAssignment(parent) &&
    nameOf(parent.name) === 'text' &&
    call !== undefined &&
    ts.isCallExpression(call) &&
    call.arguments[0] === object &&
    calledOf(call.expression).join('.') === 'Bot.sendMessage'
  );
}

/** Whether what a text lies in is a text itself: put together, or chosen. */
function isPartOfText(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isTemplateSpan(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
  );
}
