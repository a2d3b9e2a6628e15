import * as vscode from 'vscode';

import { Ended } from '../../api/ended';
import type { ReadOnlyTexts } from '../../files/readOnlyTexts';
import type { UnsavedTexts } from '../../files/unsavedTexts';
import { parsePlace } from '../../files/uri';
import { type BotRef, sameBot } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { CurrentBot } from '../../model/currentBot';
import type { BotSearch } from '../../model/search/botSearch';
import type { TextPart } from '../../model/search/commandTexts';
import {
  fieldsOf,
  type FindState,
  type FindStatus,
  looksForSame,
  queryOf,
  replacementOf,
} from '../../model/search/findState';
import type { FoundCommand } from '../../model/search/found';
import { BadExpressionError } from '../../model/search/query';
import { replacedTexts, replacingEdits } from '../../model/search/replacing';
import type { Replacement } from '../../model/search/replacement';
import type { ReplaceTarget } from '../../model/search/replaceRun';
import { shownName } from '../../sentences/shownName';
import { setContextKey } from '../../util/contextKeys';
import { commandIds, contextKeys, fileScheme, type FoundCommandId, viewIds } from '../../util/contract';
import { Disposable } from '../../util/disposable';
import type { Event } from '../../util/event';
import { partWord } from '../../views/find/foundItems';
import type { FoundTree } from '../../views/find/foundTree';
import type { FoundNode } from '../../views/find/nodes';
import { botOf, type Node } from '../../views/nodes';
import { byName } from '../../views/order';
import type { CommandActions } from '../commandActions';
import { expectSignedIn, pickBot } from '../pickers';
import { inView } from '../progress';
import { type CommandRegistry, Explained } from '../registry';
import { endSentence, gapsSentence, progressSentence } from './findSentences';
import { ReplaceFound } from './replaceFound';

/** The form, as far as it is used here. */
export interface FindFormPart {
  readonly state: FindState;
  readonly onDidChange: Event<{ readonly before: FindState; readonly now: FindState }>;
  readonly onDidAsk: Event<'search' | 'replaceAll' | 'cancel'>;
  set(change: Partial<FindState>): void;
  focus(field: 'text' | 'replacement'): void;
  say(status: Partial<FindStatus>): void;
}

export interface FindInBotsParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly commands: CommandActions;
  readonly unsaved: UnsavedTexts;
  readonly texts: ReadOnlyTexts;
  readonly search: BotSearch;
  readonly form: FindFormPart;
  readonly tree: FoundTree;
  readonly view: vscode.TreeView<FoundNode>;
  readonly registry: CommandRegistry;
}

/** What *Find in Bot* can be called with: a row, a folder in the Explorer, nothing from the palette or by a key. */
export type Place = Node | vscode.Uri | undefined;

/** *Find in Bot* and *Replace in Bot*: ties the form, the search and its rows together. */
export class FindInBots extends Disposable {
  readonly #parts: FindInBotsParts;
  readonly #replacing: ReplaceFound;
  readonly #searched = new Key(contextKeys.searched);
  readonly #found = new Key(contextKeys.found);
  readonly #isReplacing = new Key(contextKeys.replacing);
  /** The bot that is looked through when not all are. */
  #bot: BotRef | undefined;
  /** While rows are drawn anew VS Code does not say which are selected. */
  #selected: readonly FoundNode[] = [];

  constructor(parts: FindInBotsParts) {
    super();
    this.#parts = parts;
    const { form, search, current, tree, registry, accounts } = parts;
    this.#bot = current.ref;
    this.#replacing = new ReplaceFound({
      ...parts,
      showFailures: (failures) => (tree.failures = failures),
    });
    this._register(form.onDidChange(({ before, now }) => this.#formChanged(before, now)));
    this._register(
      form.onDidAsk((what) => {
        if (what === 'cancel') search.cancel();
        else if (what === 'search') this.#look();
        else void registry.run(commandIds.replaceAllFound, () => this.replaceAll());
      }),
    );
    this._register(parts.view.onDidChangeSelection(({ selection }) => (this.#selected = selection)));
    this._register(search.onDidChange(() => this.#show()));
    this._register(
      current.onDidChange((ref) => {
        if (ref && !this.#looksInOne) this.#chooseBot(ref);
      }),
    );
    this._register(accounts.onDidChange(() => this.#chooseBot(this.#isThere ? this.#bot : current.ref)));
    this.#chooseBot(current.ref);
    this.#show();
  }

  /** Brings the form to the front. @throws Cancelled, Explained */
  async open(place: Place, isReplacing: boolean): Promise<void> {
    const { accounts, current, form } = this.#parts;
    await expectSignedIn(accounts);
    const title = isReplacing ? vscode.l10n.t('Replace in Bot') : vscode.l10n.t('Find in Bot');
    const meant = refOf(place);
    const ref =
      meant ?? current.ref ?? (form.state.allBots ? undefined : await pickBot(accounts, current, title));
    if (ref) this.#chooseBot(ref);
    const selected = selectedText();
    await vscode.commands.executeCommand(`${viewIds.find}.focus`);
    form.set({
      ...(meant ? { allBots: false } : {}),
      ...(isReplacing ? { isReplacing } : {}),
      ...(selected === undefined || form.state.isRegex ? {} : { text: selected }),
    });
    const order = this.#parts.search.order;
    // What is typed already is looked for in this bot now.
    const isElsewhere = !form.state.allBots && order?.bots !== 'all' && !sameBot(order?.bots[0], this.#bot);
    if (order && isElsewhere) this.#look();
    form.focus('text');
  }

  /**
   * Does what a row, a button or a key of the view was used for.
   * @param node `keyboard` by a key, which stands for the rows that are selected
   * @throws Cancelled, Explained
   */
  async act(
    id: FoundCommandId,
    node: FoundNode | 'keyboard' | undefined,
    selected: readonly FoundNode[] | undefined,
  ): Promise<void> {
    const rows = selected ?? (typeof node === 'object' ? [node] : this.#selected);
    const [first] = rows;
    const isForRows = id === commandIds.replaceFound || id === commandIds.copyFound;
    // Of a row that was drawn anew at this moment VS Code does not say which it was.
    if (isForRows && !first) return;
    switch (id) {
      case commandIds.previewReplacement:
        return first && this.preview(first);
      case commandIds.replaceFound:
        return this.replace(rows);
      case commandIds.replaceAllFound:
        return this.replaceAll();
      case commandIds.dismissFound:
        this.dismiss(rows);
        return;
      case commandIds.copyFound:
        return this.copy(rows);
      case commandIds.copyAllFound:
        return this.copyAll();
      case commandIds.findAgain:
        return inView(this.#again(), viewIds.found);
      case commandIds.clearFound:
        this.clear();
        return;
    }
  }

  /** Shows what a command becomes beside what it is. @throws Explained */
  async preview(node: FoundNode): Promise<void> {
    if (node.kind === 'foundBot') return;
    const { found } = node;
    const matches = node.kind === 'foundMatch' ? [node.match] : found.matches;
    const changed = replacedTexts(found, replacingEdits(found, matches, this.#replacement()));
    const parts = new Set(matches.map(({ part }) => part));
    const name = shownName(found.command.command);
    const [before, after] = [found.texts, new Map([...found.texts, ...changed])];
    const isCode = parts.size === 1 && parts.has('code');
    const title = vscode.l10n.t('{0}: what replacing changes', name);
    const text = (texts: ReadonlyMap<TextPart, string>) =>
      isCode ? (texts.get('code') ?? '') : allTexts(texts, parts);
    await this.#parts.texts.compare(title, `${name}${isCode ? '.js' : '.txt'}`, text(before), text(after));
  }

  /** Replaces what rows stand for; a question comes first when these are several commands. @throws Explained, Cancelled */
  async replace(rows: readonly FoundNode[]): Promise<void> {
    const targets = this.#targetsOf(rows);
    await this.#replace(targets, targets.length > 1);
  }

  /** @throws Explained, Cancelled */
  async replaceAll(): Promise<void> {
    const { search } = this.#parts;
    if (search.isRunning) {
      throw new Explained(
        vscode.l10n.t('The search is not over yet. Wait for it or cancel it, then replace.'),
      );
    }
    await this.#replace(
      sorted(search.found).map((found) => ({ found, matches: found.matches })),
      true,
    );
  }

  async #replace(targets: readonly ReplaceTarget[], asks: boolean): Promise<void> {
    const replacement = this.#replacement();
    if (targets.length === 0) throw new Explained(vscode.l10n.t('There is nothing to replace.'));
    if (asks) await this.#replacing.confirm(targets, this.#parts.form.state.replacement);
    const tell = await this.#replacing.run(targets, replacement);
    // The notice may stay for as long as it likes.
    void this.#parts.registry.run('the result of a replacement', tell);
  }

  dismiss(rows: readonly FoundNode[]): void {
    for (const { found, matches } of this.#targetsOf(rows)) {
      if (matches.length === found.matches.length) this.#parts.search.dismiss(found);
      else for (const match of matches) this.#parts.search.dismiss(found, match);
    }
  }

  async copy(rows: readonly FoundNode[]): Promise<void> {
    const text = rows.every((row) => row.kind === 'foundMatch')
      ? rows.map(({ match }) => match.line).join('\n')
      : asText(this.#targetsOf(rows));
    await vscode.env.clipboard.writeText(text);
  }

  async copyAll(): Promise<void> {
    const all = sorted(this.#parts.search.found);
    await vscode.env.clipboard.writeText(asText(all.map((found) => ({ found, matches: found.matches }))));
  }

  /** Looks again, after what is known was read anew. */
  async #again(): Promise<void> {
    const { accounts, search } = this.#parts;
    const ended = new Ended();
    // A listing reads four pages at a time by itself.
    for (const ref of search.bots) {
      const contents = accounts.contents(ref);
      if (!contents || ended.why(ref) !== undefined) continue;
      await contents.refresh();
      if (contents.error) ended.note(ref, contents.error);
    }
    this.#look();
  }

  clear(): void {
    const { form, search, tree, current } = this.#parts;
    tree.failures = new Map();
    form.set({ text: '' });
    search.clear();
    this.#chooseBot(current.ref ?? this.#bot);
  }

  /**
   * What shows was found in one bot, which is not left when a person only looks at another: what is typed next, and what
   * is replaced, is meant for the bot that the form names.
   */
  get #looksInOne(): boolean {
    const { order } = this.#parts.search;
    return order !== undefined && order.bots !== 'all' && this.#isThere;
  }

  /** Whether the bot that is looked through is still one of a person's bots, as far as these are known. */
  get #isThere(): boolean {
    const bot = this.#bot;
    const bots = bot && this.#parts.accounts.get(bot.accountId)?.bots;
    if (!bot || !bots) return false;
    return bots.all === undefined || bots.get(bot.botId) !== undefined;
  }

  #chooseBot(ref: BotRef | undefined): void {
    this.#bot = ref;
    this.#parts.form.say({ bot: ref && this.#botName(ref) });
  }

  #formChanged(before: FindState, now: FindState): void {
    const { tree } = this.#parts;
    this.#isReplacing.set(now.isReplacing);
    if (looksForSame(before, now)) {
      tree.replacement = replacementOf(now);
      this.#show();
    } else {
      tree.nextReplacement = replacementOf(now);
      this.#look();
    }
  }

  #look(): void {
    const { form, search, tree } = this.#parts;
    tree.failures = new Map();
    const { state } = form;
    const fields = fieldsOf(state);
    const isOfNobody = !state.allBots && !this.#bot;
    if (state.text === '' || fields.size === 0 || isOfNobody) {
      search.clear();
      if (state.text === '') return;
      form.say({
        wrong: isOfNobody
          ? vscode.l10n.t('Choose a bot in the Bots view, or look in all bots.')
          : vscode.l10n.t('Tick where to look: in code, answers, keyboards or names.'),
      });
      return;
    }
    try {
      const query = queryOf(state);
      void search.run({ query, fields, bots: state.allBots || !this.#bot ? 'all' : [this.#bot] });
    } catch (error) {
      if (!(error instanceof BadExpressionError)) throw error;
      search.clear();
      form.say({ wrong: endSentence(error) });
    }
  }

  /** Says in the form and above the rows how far it is. */
  #show(): void {
    const { form, search, view } = this.#parts;
    const { order, matches, isRunning } = search;
    const wrong = endSentence(search.problems.end);
    const gaps = gapsSentence(search, {
      bot: (ref) => this.#botName(ref),
      account: (id) => this.#parts.accounts.get(id)?.account.label ?? '',
    });
    const text = [progressSentence(search), gaps].filter(Boolean).join(' ');
    form.say({ text, wrong, isRunning, canReplace: matches > 0 && !isRunning });
    view.message = order && (matches === 0 || gaps !== '') ? (wrong ?? text) : '';
    const [only] = order && order.bots !== 'all' ? order.bots : [];
    view.description = only ? this.#botName(only) : '';
    this.#searched.set(order !== undefined);
    this.#found.set(matches > 0);
  }

  /** @throws Explained while the field for it does not show */
  #replacement(): Replacement {
    const replacement = replacementOf(this.#parts.form.state);
    if (!replacement) {
      throw new Explained(vscode.l10n.t('Say first what to replace it with: choose Replace in Bot.'));
    }
    return replacement;
  }

  /** The commands and matches that rows stand for, each once, as they are found now. */
  #targetsOf(rows: readonly FoundNode[]): ReplaceTarget[] {
    const { search } = this.#parts;
    const wanted = new Map<string, Set<string> | 'all'>();
    for (const row of rows) {
      if (row.kind === 'foundBot') {
        for (const { key, ref } of search.found) if (sameBot(ref, row.ref)) wanted.set(key, 'all');
      } else if (row.kind === 'foundCommand') wanted.set(row.found.key, 'all');
      else {
        const ids = wanted.get(row.found.key) ?? new Set();
        if (ids !== 'all') wanted.set(row.found.key, ids.add(row.match.id));
      }
    }
    const found = [...wanted.keys()].flatMap((key) => search.get(key) ?? []);
    return sorted(found).flatMap((each): ReplaceTarget[] => {
      const ids = wanted.get(each.key) ?? 'all';
      const matches = ids === 'all' ? each.matches : each.matches.filter(({ id }) => ids.has(id));
      return matches.length === 0 ? [] : [{ found: each, matches }];
    });
  }

  #botName({ accountId, botId }: BotRef): string {
    return shownName(this.#parts.accounts.get(accountId)?.bots.get(botId)?.name);
  }
}

/** A key of `when` clauses that is told only when it becomes another: results come many times in a second. */
class Key {
  readonly #name: typeof contextKeys.searched | typeof contextKeys.found | typeof contextKeys.replacing;
  #value = false;

  constructor(name: typeof contextKeys.searched | typeof contextKeys.found | typeof contextKeys.replacing) {
    this.#name = name;
  }

  set(value: boolean): void {
    if (value === this.#value) return;
    this.#value = value;
    void setContextKey(this.#name, value);
  }
}

function refOf(place: Place): BotRef | undefined {
  if (!(place instanceof vscode.Uri)) return botOf(place);
  if (place.scheme !== fileScheme) return undefined;
  const at = parsePlace(place.authority, place.path);
  return at?.kind === 'inBot' ? at.ref : undefined;
}

/** What is selected in the editor of a command, when it is in one line. */
function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.scheme !== fileScheme || !editor.selection.isSingleLine) return undefined;
  return editor.document.getText(editor.selection) || undefined;
}

function sorted(found: readonly FoundCommand[]): FoundCommand[] {
  return [...found].sort(byName(({ command }) => command.command));
}

/** All texts of a command that are meant, one below the other. */
function allTexts(texts: ReadonlyMap<TextPart, string>, parts: ReadonlySet<TextPart>): string {
  return [...texts]
    .filter(([part]) => parts.has(part))
    .map(([part, text]) => `${partWord(part) ?? vscode.l10n.t('code')}:\n${text}\n`)
    .join('\n');
}

/** As VS Code copies results: names, and below each the lines with what was found. */
function asText(targets: readonly ReplaceTarget[]): string {
  return targets
    .map(({ found, matches }) => {
      const lines = matches.map(({ part, from, line }) => {
        const place = [
          ...(partWord(part) === undefined ? [] : [partWord(part)]),
          `${from.line + 1},${from.character + 1}`,
        ];
        return `  ${place.join(' ')}: ${line.trim()}`;
      });
      return [shownName(found.command.command), ...lines].join('\n');
    })
    .join('\n\n');
}
