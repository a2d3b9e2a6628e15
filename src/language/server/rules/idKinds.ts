import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { isAssignment } from '../code/assignments';
import { calledOf, nameOf, propertiesOf } from '../code/calls';
import { constantsOf } from '../code/constants';
import { unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';
import type { Finding } from './finding';

const rule = 'wrong-id';

/** `internal`: of Bots.Business, `telegram`: of Telegram. Both are numbers, and neither works in place of the other. */
type IdKind = 'internal' | 'telegram';

/** Members that hold an id. Source: Bots.Business help, Context. */
const members: ReadonlyMap<string, IdKind> = new Map([
  ['user.id', 'internal'],
  ['user.telegramid', 'telegram'],
  ['chat.id', 'internal'],
  ['chat.chatid', 'telegram'],
]);

/** The member that holds the id of a kind. */
const counterparts: ReadonlyMap<string, string> = new Map([
  ['user internal', 'id'],
  ['user telegram', 'telegramid'],
  ['chat internal', 'id'],
  ['chat telegram', 'chatid'],
]);

/** Arguments by position. Source: Bots.Business help, Bot functions. */
const argumentKinds: Readonly<Record<string, readonly (IdKind | undefined)[]>> = {
  'Bot.blockChat': ['internal'],
  'Bot.unblockChat': ['internal'],
  'Bot.sendMessageToChatWithId': ['telegram'],
  'Bot.sendInlineKeyboardToChatWithId': ['telegram'],
  'Bot.editMessageInChat': ['telegram'],
  // Source: Bots.Business help, ResourcesLib.
  'ResLib.anotherUserRes': [undefined, 'telegram'],
  'ResLib.anotherChatRes': [undefined, 'telegram'],
  'Libs.ResourcesLib.anotherUserRes': [undefined, 'telegram'],
  'Libs.ResourcesLib.anotherChatRes': [undefined, 'telegram'],
  // Source: Bots.Business help, ReferralLib and Guard.
  'RefLib.getRefList': ['internal'],
  'RefLib.getRefCount': ['internal'],
  'Libs.Guard.isAdmin': ['internal'],
  // Of `Bot.editInlineKeyboard` the help of two ages says two things.
};

const ofPlatform = { user_id: 'internal', chat_id: 'internal', user_telegramid: 'telegram' } as const;
const ofTelegram = { chat_id: 'telegram', user_id: 'telegram', from_chat_id: 'telegram' } as const;

/** Options by key. */
const optionKinds: Readonly<Record<string, Readonly<Record<string, IdKind>>>> = {
  'Bot.run': ofPlatform,
  'new List': ofPlatform,
  // Source: Bots.Business help, Webhooks.
  'Libs.Webhooks.getUrlFor': { user_id: 'internal' },
  ...Object.fromEntries(
    ['Bot', 'User'].flatMap((object) =>
      ['setProp', 'setProperty', 'getProp', 'getProperty'].map((method) => [
        `${object}.${method}`,
        ofPlatform,
      ]),
    ),
  ),
};

/** Ids of the kind that the place does not take. Of `user` and `chat` that the code declares itself nothing is known. */
export function wrongIds(file: ts.SourceFile): Finding[] {
  const found = new Map<number, Finding>();
  const isOwn = ownNames(file);
  const constants = constantsOf(file);
  const valueOf = (expression: ts.Expression): ts.Expression => {
    const value = unwrapped(expression);
    const constant = ts.isIdentifier(value) ? constants.get(value.text) : undefined;
    return constant ? unwrapped(constant) : value;
  };
  const look = (value: ts.Expression | undefined, wanted: IdKind | undefined): void => {
    const id = value && valueOf(value);
    if (!wanted || !id || !ts.isPropertyAccessExpression(id) || !ts.isIdentifier(id.expression)) return;
    const object = id.expression.text;
    const kind = members.get(`${object}.${id.name.text}`);
    const meant = counterparts.get(`${object} ${wanted}`);
    if (!kind || kind === wanted || meant === undefined || isOwn(id.expression)) return;
    const isHeld = value !== id && unwrapped(value) !== id;
    // A name that holds an id may be right elsewhere: what is wrong is to give it here.
    const place = isHeld ? value : id;
    const [start, end] = [place.getStart(file), place.end];
    found.set(start, {
      rule,
      severity: 'warning',
      start,
      end,
      message:
        wanted === 'telegram'
          ? l10n.t('This takes an id of Telegram: {0}.{1}, not {0}.{2}.', object, meant, id.name.text)
          : l10n.t('This takes an id of Bots.Business: {0}.{1}, not {0}.{2}.', object, meant, id.name.text),
      fixes: [
        {
          title: l10n.t('Change to {0}', `${object}.${meant}`),
          changes: [
            isHeld
              ? { start, end, text: `${object}.${meant}` }
              : { start: id.name.getStart(file), end, text: meant },
          ],
        },
      ],
    });
  };
  const lookIn = (expression: ts.Expression, keys: Readonly<Record<string, IdKind>>): void => {
    const options = valueOf(expression);
    if (!ts.isObjectLiteralExpression(options)) return;
    for (const [key, value] of propertiesOf(options))
      look(value, Object.hasOwn(keys, key) ? keys[key] : undefined);
  };
  for (const node of nodesOf(file)) {
    if (ts.isPropertyAssignment(node)) {
      if (nameOf(node.name) === 'on_saving') lookIn(node.initializer, { user_id: 'internal' });
      continue;
    }
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    const [object] = calledOf(node.expression);
    const name = ts.isNewExpression(node)
      ? `new ${node.expression.getText(file)}`
      : unwrapped(node.expression).getText(file).replaceAll(/\s/g, '');
    const given = node.arguments ?? [];
    for (const [index, kind] of (argumentKinds[name] ?? []).entries()) look(given[index], kind);
    const keys = object === 'Api' ? ofTelegram : optionKinds[name];
    if (keys) for (const argument of given) lookIn(argument, keys);
  }
  return [...found.values()].sort((one, other) => one.start - other.start);
}

/** Whether a name is one of the code itself where it stands: a parameter counts in its function alone. */
function ownNames(file: ts.SourceFile): (name: ts.Identifier) => boolean {
  const scopes = new Map<string, Set<ts.Node>>();
  for (const node of nodesOf(file)) {
    const isDeclared = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    const name = isDeclared ? node.name : isAssignment(node) ? node.left : undefined;
    if (!name || !ts.isIdentifier(name)) continue;
    // What is assigned is one of the whole run unless a function around it declares it.
    const scope = isDeclared ? scopeOf(node) : file;
    scopes.set(name.text, (scopes.get(name.text) ?? new Set()).add(scope));
  }
  return (name) => {
    const declaring = scopes.get(name.text);
    return declaring !== undefined && ts.findAncestor(name, (node) => declaring.has(node)) !== undefined;
  };
}

function scopeOf(declaration: ts.Node): ts.Node {
  return ts.findAncestor(declaration, ts.isFunctionLike) ?? declaration.getSourceFile();
}
