/** What is printed, and the budget of each. */

import { activeBundle } from './build.mjs';

/**
 * @typedef {'ms' | 'requests' | 'round trips' | 'kB' | 'MB'} Unit
 * @typedef {object} Figure
 * @property {string} group
 * @property {string} name
 * @property {Unit} unit
 * @property {number[]} values one for each run
 * @property {number} median
 * @property {number} [budget] the median may be this at most
 * @property {'ok' | 'over'} [verdict] only with a budget
 */

/**
 * @param {{ startUp: import('./startUp.mjs').StartUp, largeTree: import('./largeTree.mjs').LargeTree,
 *   runs: import('./meter').Runs, format: import('./format').FormatRuns,
 *   language: import('./language.mjs').LanguageRuns, bundles: { name: string, bytes: number }[] }} measured
 * @returns {Figure[]}
 */
export function figuresOf({ startUp, largeTree, runs, format, language, bundles }) {
  const of = (/** @type {string} */ action, /** @type {keyof import('./meter').Run} */ what) =>
    (runs[action] ?? []).map((run) => run[what]);
  return [
    group('Start-up, in a new window', [
      row(
        'Activation as VS Code reports it: load the extension, run activate()',
        'ms',
        startUp.activation,
        50,
      ),
      row('First tree, never seen: click on the view to painted row', 'ms', startUp.neverSeen),
      row('First tree, seen before: click on the view to painted row', 'ms', startUp.seenBefore),
    ]),
    group('Start-up with 1,000 bots known, in a new window', [
      row('Requests answered before the first painted row', 'requests', largeTree.manyBotsAnswered, 0),
      row('Click on the view to painted row', 'ms', largeTree.manyBots),
    ]),
    group('First tree, 10 bots', [
      row('Never seen: requests', 'requests', of('tree never seen', 'requests'), 1),
      row('Never seen: until the rows are known', 'ms', of('tree never seen', 'ms')),
      row('Seen before: requests before the rows', 'requests', of('tree seen before', 'awaited'), 0),
      row('Seen before: requests in all', 'requests', of('tree seen before', 'requests'), 1),
      row('Seen before: until the rows are known', 'ms', of('tree seen before', 'ms')),
    ]),
    group('Expand a bot of 200 commands', [
      row(
        'Never seen: round trips before the rows',
        'round trips',
        of('expand never seen', 'awaitedTrips'),
        1,
      ),
      row('Never seen: round trips in all', 'round trips', of('expand never seen', 'roundTrips')),
      row('Never seen: requests', 'requests', of('expand never seen', 'requests')),
      row('Never seen: until the rows are known', 'ms', of('expand never seen', 'ms')),
      row('Seen before: requests before the rows', 'requests', of('expand seen before', 'awaited'), 0),
      row('Seen before: requests in all', 'requests', of('expand seen before', 'requests')),
      row('Seen before: until the rows are known', 'ms', of('expand seen before', 'ms')),
    ]),
    group('Open a command', [
      row('From the tree: requests', 'requests', of('open after a listing', 'requests'), 1),
      row('From the tree: until its editor shows', 'ms', of('open after a listing', 'ms')),
      row(
        'In a new window, before anything was read: requests',
        'requests',
        of('open after a reload', 'requests'),
        1,
      ),
      row(
        'In a new window, before anything was read: until its editor shows',
        'ms',
        of('open after a reload', 'ms'),
      ),
    ]),
    group('Save a command', [
      row('Requests', 'requests', of('save', 'requests'), 2),
      row('Until it is saved', 'ms', of('save', 'ms')),
    ]),
    group('History and comparing', [
      row('Earlier versions of a command: until they are known', 'ms', of('earlier versions', 'ms')),
      row('Two bots of 200 commands: requests', 'requests', of('compare bots', 'requests')),
      row('Two bots of 200 commands: until their differences show', 'ms', of('compare bots', 'ms')),
    ]),
    group('View Bot, 1,000 chats and as many properties', [
      row('Errors: round trips before the rows', 'round trips', of('section errors', 'awaitedTrips')),
      row('Chats: round trips before the rows', 'round trips', of('section chats', 'awaitedTrips'), 1),
      row('Chats: until the rows are known', 'ms', of('section chats', 'ms')),
      row('Properties: until the rows are known', 'ms', of('section properties', 'ms')),
      row('All chats, to search them: requests', 'requests', of('read all chats', 'requests')),
      row('All chats, to search them: until the last page is there', 'ms', of('read all chats', 'ms')),
    ]),
    group('Expand a bot of 10,000 commands', [
      row('Never seen: requests', 'requests', of('large never seen', 'requests')),
      row('Never seen: round trips in all', 'round trips', of('large never seen', 'roundTrips')),
      row('Never seen: until the rows are known', 'ms', of('large never seen', 'ms')),
      row(
        'Never seen: longest time the extension host was blocked',
        'ms',
        of('large never seen', 'blockedMs'),
      ),
      row('Seen before: requests before the rows', 'requests', of('large seen before', 'awaited'), 0),
      row('Seen before: until the rows are known', 'ms', of('large seen before', 'ms')),
      row(
        'Seen before: longest time the extension host was blocked',
        'ms',
        of('large seen before', 'blockedMs'),
        250,
      ),
    ]),
    group('Find in a bot of 10,000 known commands', [
      row('First results: until they are known', 'ms', of('find first', 'ms'), 150),
      row('All of it: until the last result is known', 'ms', of('find all', 'ms')),
      row('Regular expression, in its thread: until the last result', 'ms', of('find expression', 'ms')),
      row('Longest time the extension host was blocked', 'ms', of('find all', 'blockedMs')),
      row('Requests', 'requests', of('find all', 'requests'), 0),
    ]),
    group('Go to a command of 10,000', [
      row('Until the list is filled', 'ms', of('go to command', 'ms'), 150),
      row('As a symbol of the workspace', 'ms', of('command symbols', 'ms')),
      row('Requests', 'requests', of('command symbols', 'requests'), 0),
    ]),
    group('10,000 commands in one list, painted in a window', [
      row('Expand, once known: key to first painted row', 'ms', largeTree.expand, 300),
      row('Scroll to the end: key to last painted row', 'ms', largeTree.scroll, 100),
      row('Repaint after one change: answer to a rename to painted row', 'ms', largeTree.repaint, 100),
      row('Command panel: click on a row to its painted fields', 'ms', largeTree.panel),
    ]),
    group('A bot folder of 600 commands, in memory', [
      row('Read', 'ms', format.read, 300),
      row('Printed back', 'ms', format.printed, 300),
      row('Written as new files', 'ms', format.written, 300),
    ]),
    group('The first command that is opened in a window', [
      row(
        'First completion after it shows, start of the language server included',
        'ms',
        of('first completion', 'ms'),
        800,
      ),
    ]),
    group('The language server, a bot of 600 commands and 1 MB', [
      row('First completion, start of the process included', 'ms', language.started, 800),
      row('First completion in a bot, the server being up', 'ms', language.first, 300),
      row('Completion after an edit, 95th percentile', 'ms', language.warm, 20),
      row('Longest wait for a completion during fast typing', 'ms', language.typing),
      row('Memory after that', 'MB', language.memory, 350),
      row('Check Bot: all commands looked through', 'ms', language.checked, 8000),
      row('Most memory meanwhile', 'MB', language.checkMemory, 600),
    ]),
    group(
      'Bundles, minified',
      bundles.map(({ name, bytes }) =>
        row(name, 'kB', [bytes / 1000], name === activeBundle ? 300 : undefined),
      ),
    ),
  ].flat();
}

/**
 * @param {string} name
 * @param {Omit<Figure, 'group'>[]} rows
 * @returns {Figure[]}
 */
function group(name, rows) {
  return rows.map((figure) => ({ group: name, ...figure }));
}

/**
 * @param {string} name
 * @param {Unit} unit
 * @param {number[]} values
 * @param {number} [budget]
 * @returns {Omit<Figure, 'group'>}
 */
function row(name, unit, values, budget) {
  if (values.length === 0) {
    throw new Error(`Nothing was measured for "${name}".`);
  }
  const median = medianOf(values);
  return {
    name,
    unit,
    values: values.map(rounded),
    median: rounded(median),
    ...(budget === undefined ? {} : { budget, verdict: median <= budget ? 'ok' : 'over' }),
  };
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 10) / 10;
}

/** @param {number[]} values */
function medianOf(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
