import * as l10n from '@vscode/l10n';
import ts from 'typescript';

import { calledOf, propertiesOf } from '../code/calls';
import { namesGivenValues } from '../code/constants';
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
  // Of `Bot.editInlineKeyboard` the help of two ages says two things.
};

const ofPlatform = { user_id: 'internal', chat_id: 'internal', user_telegramid: 'telegram' } as const;
const ofTelegram = { chat_id: 'telegram', user_id: 'telegram', from_chat_id: 'telegram' } as const;

/** Options by key. */
const optionKinds: Readonly<Record<string, Readonly<Record<string, IdKind>>>> = {
  'Bot.run': ofPlatform,
  'new List': ofPlatform,
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
  const found: Finding[] = [];
  const own = namesGivenValues(file);
  const look = (value: ts.Expression | undefined, wanted: IdKind | undefined): void => {
    const id = value && unwrapped(value);
    if (!wanted || !id || !ts.isPropertyAccessExpression(id) || !ts.isIdentifier(id.expression)) return;
    const object = id.expression.text;
    const kind = members.get(`${object}.${id.name.text}`);
    const meant = counterparts.get(`${object} ${wanted}`);
    if (!kind || kind === wanted || meant === undefined || own.has(object)) return;
    const [start, end] = [id.getStart(file), id.end];
    found.push({
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
          changes: [{ start: id.name.getStart(file), end, text: meant }],
        },
      ],
    });
  };
  for (const node of nodesOf(file)) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    const [object, method] = calledOf(node.expression);
    const name = ts.isNewExpression(node)
      ? `new ${node.expression.getText(file)}`
      : `${object ?? ''}.${method ?? ''}`;
    const given = node.arguments ?? [];
    for (const [index, kind] of (argumentKinds[name] ?? []).entries()) look(given[index], kind);
    const keys = object === 'Api' ? ofTelegram : optionKinds[name];
    if (!keys) continue;
    for (const argument of given) {
      if (!ts.isObjectLiteralExpression(argument)) continue;
      for (const [key, value] of propertiesOf(argument)) {
        look(value, Object.hasOwn(keys, key) ? keys[key as keyof typeof keys] : undefined);
      }
    }
  }
  return found.sort((one, other) => one.start - other.start);
}
