/** Prints the figures for a person. */

/**
 * @param {import('./figures.mjs').Figure[]} figures
 * @param {{ vscode: string, latencyMs: number, pageSize: number, repeat: number, processors: number,
 *   load: number, seconds: number }} facts
 * @returns {string}
 */
export function tableOf(figures, facts) {
  const rows = figures.map((figure) => ({
    group: figure.group,
    cells: [
      `  ${figure.name}`,
      shown(figure.median, figure.unit),
      rangeOf(figure),
      budgetOf(figure),
      figure.verdict ?? '',
    ],
  }));
  const head = ['', 'median', 'lowest – highest', 'budget', ''];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd();
  const lines = [
    `VS Code ${facts.vscode}, production build, server ${facts.latencyMs} ms away, ${facts.pageSize} commands per page`,
    '',
    line(head),
  ];
  let group = '';
  for (const { group: own, cells } of rows) {
    if (own !== group) {
      lines.push('', own);
      group = own;
    }
    lines.push(line(cells));
  }
  const over = figures.filter(({ verdict }) => verdict === 'over').length;
  const within = figures.filter(({ verdict }) => verdict === 'ok').length;
  lines.push(
    '',
    `${within} within budget, ${over} over. Up to ${facts.repeat} runs each, ${facts.seconds} s in all.`,
    // Times of a busy machine say little; requests do not depend on it.
    `${facts.processors} processors, load before the run ${facts.load.toFixed(1)}${facts.load > facts.processors / 2 ? ': busy, so take the times as too long' : ''}.`,
    '',
  );
  return lines.join('\n');
}

/**
 * @param {number} value
 * @param {import('./figures.mjs').Unit} unit
 */
function shown(value, unit) {
  const digits = unit === 'kB' || (unit === 'ms' && value < 10 && !Number.isInteger(value)) ? 1 : 0;
  const number = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === 'requests' || unit === 'round trips' ? number : `${number} ${unit}`;
}

/** @param {import('./figures.mjs').Figure} figure */
function budgetOf({ budget, unit }) {
  return budget === undefined ? '' : `${budget > 0 ? '≤ ' : ''}${shown(budget, unit)}`;
}

/** @param {import('./figures.mjs').Figure} figure */
function rangeOf({ values, unit }) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return least === most ? '' : `${shown(least, unit)} – ${shown(most, unit)}`;
}
