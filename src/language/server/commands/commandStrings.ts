import ts from 'typescript';

import { calledOf, elementsOf, memberOf, nameOf, propertiesOf } from '../code/calls';
import { constantsOf } from '../code/constants';
import { literalText, type LiteralText, unwrapped } from '../code/literalText';
import { nodesOf } from '../code/walk';

/**
 * How the runtime takes a string for the name of a command:
 * `run` a call runs it · `callback` it runs when something is over · `button` a press on an inline button runs it ·
 * `label` a press on a button of a keyboard sends it as a message · `keyboard` the same where the keyboard is a property
 * of a command, not code · `library` a library may run it · `name` it names the command itself, without parameters.
 */
export type CommandStringKind = 'run' | 'callback' | 'button' | 'label' | 'keyboard' | 'library' | 'name';

/** A text that names a command, perhaps with parameters behind the name: a string in code, or a button of a keyboard. */
export interface CommandString {
  readonly kind: CommandStringKind;
  readonly text: string;
  /** `false`: more is put behind it when the code runs. */
  readonly isWhole: boolean;
  /** Its last quote is there. */
  readonly isClosed: boolean;
  /** What it stands between; nothing outside code. */
  readonly quote: string;
  /** The code says itself that the command may be missing. */
  readonly mayBeMissing: boolean;
  /** @param index of `text`; its length for the end */
  offsetAt(index: number): number;
}

/** Whether the string is a title of a button, which is sent as a message when somebody presses it. */
export function isTitle({ kind }: CommandString): boolean {
  return kind === 'label' || kind === 'keyboard';
}

/** Whether a name can stand where the string does: commas and line breaks separate the buttons of a keyboard. */
export function canHold(string: CommandString, name: string): boolean {
  return !isTitle(string) || !/,|\n|\\n/.test(name);
}

/** Keys that mean the same wherever they stand. */
const keysAnywhere: Readonly<Record<string, CommandStringKind>> = {
  on_result: 'callback',
  on_error: 'callback',
  on_create: 'callback',
  callback_data: 'button',
};

/** What an argument of a call holds: the keys of its options, by the object and the method; `*` for every method. */
const optionKeys: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, CommandStringKind>>>>>
> = {
  Bot: {
    run: { command: 'run' },
    runAll: { command: 'run' },
    importGit: { success: 'callback' },
    exportGit: { success: 'callback' },
  },
  HTTP: { '*': { success: 'callback', error: 'callback' } },
  WebApp: { getUrl: { command: 'run' }, render: { template: 'name' } },
};

/** First arguments that are names. */
const firstArguments: Readonly<Record<string, Readonly<Record<string, CommandStringKind>>>> = {
  Bot: { runCommand: 'run', clearCache: 'name' },
  User: { clearCache: 'name' },
};

/** Options of libraries that name commands, in all spellings that the official ones have. */
const libraryKey = /^(?:on(?:_[a-z]|[A-Z])\w*|success|error|command)$/;

/**
 * Every string that names a command, in the order of the code. Only what stands in the code is seen: strings that are
 * whole, that are the first part of one, or that a constant of the same file holds.
 */
export function commandStrings(file: ts.SourceFile): CommandString[] {
  return new Finder(file, false, false).find();
}

/** The same in the code of a library of the bot's own, which names by `on` what it handles itself. */
export function libraryStrings(file: ts.SourceFile): CommandString[] {
  return new Finder(file, false, true).find();
}

/** The same with strings that are blank or not closed yet, as they are while somebody types. */
export function commandStringsBeingTyped(file: ts.SourceFile, isLibrary: boolean): CommandString[] {
  return new Finder(file, true, isLibrary).find();
}

class Finder {
  readonly #found = new Map<number, CommandString>();
  readonly #constants: ReadonlyMap<string, ts.Expression>;

  constructor(
    private readonly file: ts.SourceFile,
    private readonly areBeingTyped: boolean,
    private readonly isLibrary: boolean,
  ) {
    this.#constants = constantsOf(file);
  }

  find(): CommandString[] {
    for (const node of nodesOf(this.file)) {
      if (ts.isCallExpression(node)) this.#inCall(node);
      else if (ts.isPropertyAssignment(node)) this.#inProperty(nameOf(node.name), node.initializer);
      else if (ts.isObjectLiteralExpression(node)) this.#inButton(node);
      else if (ts.isBinaryExpression(node)) this.#inAssignment(node);
    }
    return [...this.#found.entries()].sort(([one], [other]) => one - other).map(([, string]) => string);
  }

  #inCall({ expression, arguments: [first] }: ts.CallExpression): void {
    if (this.isLibrary && first && ts.isIdentifier(expression) && expression.text === 'on') {
      // What a library handles needs no command.
      this.#add('name', first, true);
    }
    const [object, method] = calledOf(expression);
    if (object === undefined || method === undefined || !first) return;
    const kind = own(own(firstArguments, object), method);
    if (kind) this.#add(kind, first);
    const options = this.#object(first);
    if (object === 'Libs') {
      for (const [key, value] of propertiesOf(options)) if (libraryKey.test(key)) this.#add('library', value);
      return;
    }
    if (object === 'Bot' && method === 'sendKeyboard') this.#labels(first);
    if (method === 'recount') this.#addKeys(options, { onComplete: 'callback' });
    const methods = own(optionKeys, object);
    this.#addKeys(options, own(methods, method) ?? own(methods, '*') ?? {});
  }

  #addKeys(
    options: ts.ObjectLiteralExpression | undefined,
    keys: Readonly<Record<string, CommandStringKind>>,
  ): void {
    const properties = new Map(propertiesOf(options));
    // Of another bot nothing is known here.
    if (properties.has('bot_id')) return;
    const ignored = properties.get('ignoreMissingCommand');
    const mayBeMissing = ignored !== undefined && ignored.kind !== ts.SyntaxKind.FalseKeyword;
    for (const [key, kind] of Object.entries(keys)) {
      const value = properties.get(key);
      if (value) this.#add(kind, value, mayBeMissing);
    }
  }

  #inProperty(key: string | undefined, value: ts.Expression): void {
    if (key === undefined) return;
    const kind = own(keysAnywhere, key);
    if (kind) this.#add(kind, value);
    else if (key === 'on_saving') this.#addKeys(this.#object(value), { command: 'callback' });
    else if (key === 'keyboard') this.#keyboardRows(value);
  }

  /** Bots.Business's own inline buttons: `{ title, command }`, with the libraries' `text` in place of the title. */
  #inButton(button: ts.ObjectLiteralExpression): void {
    const properties = new Map(propertiesOf(button));
    const command = properties.get('command');
    if (command && (properties.has('title') || properties.has('text'))) this.#add('button', command);
  }

  #inAssignment({ left, operatorToken, right }: ts.BinaryExpression): void {
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    const target = unwrapped(left);
    if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
      this.#inProperty(memberOf(target), right);
    }
  }

  /** Telegram's reply keyboard: rows of labels, or of `{ text }`. */
  #keyboardRows(value: ts.Expression): void {
    for (const row of elementsOf(this.#valueOf(value))) {
      for (const button of elementsOf(this.#valueOf(row))) {
        const options = this.#object(button);
        const label = options ? new Map(propertiesOf(options)).get('text') : button;
        if (label) this.#add('label', label);
      }
    }
  }

  /** `"A, B,\nC"`: a comma and a new line end a button. */
  #labels(value: ts.Expression): void {
    for (const literal of this.#literals(value)) {
      for (const part of literal.text.matchAll(/(?<=^|[,\n])[^,\n]*/g)) {
        const text = part[0].trim();
        const begin = part.index + (text ? part[0].indexOf(text) : part[0].length);
        const isLast = begin + text.length === literal.text.trimEnd().length;
        if (text || this.areBeingTyped)
          this.#note('label', sliced(literal, begin, begin + text.length, literal.isWhole || !isLast));
      }
    }
  }

  #add(kind: CommandStringKind, value: ts.Expression, mayBeMissing = false): void {
    for (const literal of this.#literals(value)) this.#note(kind, literal, mayBeMissing);
  }

  #note(kind: CommandStringKind, literal: LiteralText, mayBeMissing = false): void {
    const { text, isWhole, isClosed, quote } = literal;
    const start = literal.offsetAt(0);
    if ((text.trim() === '' && !this.areBeingTyped) || this.#found.has(start)) return;
    const offsetAt = (index: number) => literal.offsetAt(index);
    this.#found.set(start, { kind, text, isWhole, isClosed, quote, mayBeMissing, offsetAt });
  }

  /**
   * Every literal that the value may be.
   * @param depth how often a choice or a constant may lead on: constants may hold each other
   */
  *#literals(expression: ts.Expression, depth = 8): Iterable<LiteralText> {
    if (depth === 0) return;
    const value = this.#valueOf(expression);
    if (ts.isConditionalExpression(value)) {
      yield* this.#literals(value.whenTrue, depth - 1);
      yield* this.#literals(value.whenFalse, depth - 1);
    } else if (ts.isBinaryExpression(value) && isEither(value.operatorToken.kind)) {
      yield* this.#literals(value.left, depth - 1);
      yield* this.#literals(value.right, depth - 1);
    } else {
      const literal = literalText(value, this.file, this.areBeingTyped);
      if (literal) yield literal;
    }
  }

  #object(expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
    const value = this.#valueOf(expression);
    return ts.isObjectLiteralExpression(value) ? value : undefined;
  }

  /** What a constant of this file holds, else the expression itself. */
  #valueOf(expression: ts.Expression): ts.Expression {
    const value = unwrapped(expression);
    const constant = ts.isIdentifier(value) ? this.#constants.get(value.text) : undefined;
    return constant ? unwrapped(constant) : value;
  }
}

function sliced(literal: LiteralText, begin: number, end: number, isWhole: boolean): LiteralText {
  return {
    text: literal.text.slice(begin, end),
    isWhole,
    isClosed: literal.isClosed,
    quote: literal.quote,
    offsetAt: (index) => literal.offsetAt(begin + index),
  };
}

function isEither(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
