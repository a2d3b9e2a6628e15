import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createContext, Script } from 'node:vm';

import type { RepositoryCommand } from '../../../src/repository/format/command';
import { parseBot } from '../../../src/repository/format/parseBot';

const root = join(__dirname, '../../../media/demo-bots/quiz');

interface Button {
  readonly title: string;
  readonly command: string;
}

interface Screen {
  readonly text: string;
  readonly rows: readonly (readonly Button[])[];
}

/** As much of the platform as the quiz uses. What a command asks for happens after its body, in order. */
class Platform {
  readonly #commands = new Map<string, RepositoryCommand>();
  readonly #userProperties = new Map<string, unknown>();
  readonly #botProperties = new Map<string, unknown>();
  readonly boards = new Map<string, number>();
  readonly screens: Screen[] = [];
  readonly messages: string[] = [];
  now = new Date('2030-01-15T12:00:00Z');
  /** The command that waits for an answer. */
  waiting: string | undefined;

  constructor() {
    const files = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const texts = files.map(
      (file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')] as const,
    );
    for (const command of parseBot(new Map(texts)).commands) this.#commands.set(command.name, command);
  }

  get screen(): Screen {
    const last = this.screens.at(-1);
    assert.ok(last, 'something was shown');
    return last;
  }

  user(name: string): unknown {
    return this.#userProperties.get(name);
  }

  bot(name: string): unknown {
    return this.#botProperties.get(name);
  }

  /** Runs a command by its text: the whole of it, else its first word with the rest as `params`. */
  run(text: string, given: { message?: string; user?: null } = {}): void {
    const [first = '', ...rest] = this.#commands.has(text) ? [text] : text.split(' ');
    const command = this.#commands.get(first);
    assert.ok(command, `there is a command ${text}`);
    if (command.needReply && given.message === undefined) {
      this.waiting = first;
      return;
    }
    const later: (() => void)[] = [];
    const properties = (values: Map<string, unknown>) => ({
      // A stored 0, false or "" reads as nothing.
      getProp: (name: string | { name: string }) =>
        (typeof name === 'string' ? values.get(name) : this.#userProperties.get(name.name)) || undefined,
      setProp: (name: string, value: unknown) => void values.set(name, value),
      deleteProp: (name: string) => void values.delete(name),
    });
    const { now, boards } = this;
    class Today extends Date {
      constructor() {
        super(now);
      }
    }
    const entries = (board: string) =>
      boards.has(board) ? [{ tgId: 7, first_name: 'Ann', value: boards.get(board) }] : [];
    const context = createContext({
      params: rest.join(' '),
      message: given.message ?? text,
      request: null,
      user: given.user === null ? null : { telegramid: 7, first_name: 'Ann_*' },
      chat: given.user === null ? null : { chat_type: 'private' },
      Date: Today,
      User: properties(this.#userProperties),
      Bot: {
        ...properties(this.#botProperties),
        runCommand: (name: string) => later.push(() => this.run(name)),
        sendMessage: (shown: string) => this.messages.push(shown),
        sendKeyboard: (_buttons: string, shown: string) => this.messages.push(shown),
        sendInlineKeyboard: (rows: Button[][], shown: string) => this.screens.push({ text: shown, rows }),
      },
      TopBoardLib: {
        addScore: ({ boardName, value }: { boardName: string; value: number }) =>
          void boards.set(boardName, (boards.get(boardName) ?? 0) + value),
        getBoard: entries,
      },
    });
    // Sloppy mode, with "@" in the same body.
    new Script(`(function () {\n${this.#commands.get('@')?.code ?? ''}\n${command.code}\n})()`, {
      filename: first,
    }).runInContext(context);
    for (const action of later) action();
  }

  /** Answers the command that waits. */
  reply(message: string): void {
    const name = this.waiting;
    assert.ok(name, 'a command waits');
    this.waiting = undefined;
    this.run(name, { message });
  }

  /** Presses a button of the last screen. */
  press(which: (button: Button) => boolean): void {
    const button = this.screen.rows.flat().find(which);
    assert.ok(button, 'there is such a button');
    this.run(button.command);
  }
}

const rightAnswer = ({ command }: Button): boolean => /^\/answer \d+ 0$/.test(command);
const titled = (title: string) => (button: Button) => button.title.includes(title);

describe('demo bot "quiz": played', () => {
  let quiz: Platform;
  beforeEach(() => {
    quiz = new Platform();
    quiz.run('/start');
    quiz.run('🎲 Play');
    quiz.press(titled('Space'));
  });

  it('a round of right answers makes four points, a record and a place on the leaderboard', () => {
    const asked = new Set<string>();
    for (let number = 1; number <= 4; number++) {
      assert.ok(quiz.screen.text.startsWith(`*Question ${number} of 4*`), quiz.screen.text);
      asked.add(quiz.screen.text.split('\n').at(-1) ?? '');
      quiz.press(rightAnswer);
      assert.ok(quiz.screen.text.includes('✅ *Right!*'), quiz.screen.text);
      quiz.press(titled(number < 4 ? 'Next' : 'Result'));
    }
    assert.equal(asked.size, 4);
    assert.ok(quiz.screen.text.startsWith('🏁 *4 of 4 right*'), quiz.screen.text);
    assert.equal(quiz.user('score'), 4);
    assert.equal(quiz.user('round'), undefined);
    quiz.run('🏆 Leaderboard');
    assert.ok(quiz.screen.text.endsWith('🥇 Ann: 4'), quiz.screen.text);
    quiz.run('👤 My score');
    assert.equal(quiz.messages.at(-1), '👤 *Ann*\nPoints: 4\n🚀 Space: 4 of 4');
  });

  it('a wrong answer makes no point and says the right one', () => {
    quiz.press(({ command }) => command === '/answer 0 2');
    assert.ok(quiz.screen.text.includes('❌ *Not quite.*'), quiz.screen.text);
    assert.equal(quiz.user('score'), undefined);
    assert.equal(quiz.boards.size, 0);
  });

  it('a button that is pressed twice counts once', () => {
    quiz.press(rightAnswer);
    quiz.run('/answer 0 0');
    assert.equal(quiz.user('score'), 1);
    assert.ok(quiz.screen.text.startsWith('*Question 2 of 4*'), quiz.screen.text);
  });

  it('takes an answer that is typed', () => {
    const right = quiz.screen.rows.flat().find(rightAnswer);
    quiz.run('*', { message: ` ${right?.title.toUpperCase() ?? ''} ` });
    assert.equal(quiz.user('score'), 1);
    quiz.run('*', { message: 'no idea' });
    assert.ok(quiz.messages.at(-1)?.startsWith('Hm'), quiz.messages.at(-1));
  });

  it('leads whoever asks for what there is not to a topic', () => {
    for (const text of ['/topic nothing', '/question', '/answer', '/answer 9 9', '/result']) {
      const other = new Platform();
      other.run(text);
      assert.ok(other.screen.text.startsWith('🎲'), text);
    }
  });

  it('asks for the name again when it cannot be shown as it is', () => {
    quiz.run('✏️ My name');
    for (const name of ['*bold*', 'x', 'a'.repeat(21)]) quiz.reply(name);
    assert.equal(quiz.user('nickname'), 'Ann');
    quiz.reply(' Zoë 2 ');
    assert.equal(quiz.user('nickname'), 'Zoë 2');
    assert.equal(quiz.waiting, undefined);
  });

  it('remembers the champion when the month is over, and only then', () => {
    quiz.press(rightAnswer);
    quiz.run('/monthEnd', { user: null });
    quiz.run('/monthEnd', { user: null });
    assert.equal(quiz.bot('champion'), undefined);
    quiz.now = new Date('2030-02-01T00:10:00Z');
    quiz.run('/monthEnd');
    assert.equal(quiz.bot('champion'), undefined);
    quiz.run('/monthEnd', { user: null });
    assert.equal(quiz.bot('champion'), 'Ann, 1 point');
    quiz.run('/start');
    assert.equal(quiz.messages.at(-1), "👑 Last month's champion: Ann, 1 point");
  });
});
