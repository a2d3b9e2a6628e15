import { l10n } from 'vscode';

import type { CloudPlan } from '../api/cloudPlans';
import type { Listing } from '../api/decode';
import type { Account } from '../model/account';
import { available, type Usage } from '../model/usage';
import { brokenRecordSentence } from '../sentences/brokenRecords';
import { localAndUtc } from '../util/times';

/** A cell, and whether it is a number: those stand below each other by their last digits. */
type Cell = string | { readonly number: string };

/** The plans of the cloud as a page, as Markdown that reads well as text. */
export function cloudPlansPage({ items, broken }: Listing<CloudPlan>, own: string | undefined): string {
  const heads = [l10n.t('Plan'), l10n.t('Price'), l10n.t('Iterations'), l10n.t('For 1,000 iterations')];
  const rows = [...items]
    .sort((one, other) => (one.price ?? 0) - (other.price ?? 0))
    .map(({ name, price, iterations, period }): Cell[] => [
      name === own ? l10n.t('{0} (yours)', name) : name,
      { number: price === undefined ? '–' : perPeriod(`$${price.toLocaleString()}`, period) },
      { number: iterations?.toLocaleString() ?? '–' },
      { number: price === undefined || !iterations ? '–' : `$${((price / iterations) * 1000).toFixed(4)}` },
    ]);
  return page(l10n.t('Cloud Plans of Bots.Business'), [
    ...(own === undefined ? [] : [l10n.t('Your plan: {0}', own)]),
    items.length + broken.length === 0 ? l10n.t('The server lists no plans.') : table(heads, rows),
    ...broken.map(brokenRecordSentence),
    l10n.t('Plans are ordered in the Bots.Business app.'),
  ]);
}

/** What an account used and has left as a page, as Markdown that reads well as text. */
export function usagePage(account: Account, { current, plan, readAt }: Usage): string {
  const number = (value: number | null | undefined): Cell => ({ number: value?.toLocaleString() ?? '–' });
  const moment = (value: string | number | null | undefined) => localAndUtc(value)?.both ?? '–';
  return page(l10n.t('Iteration Usage of {0}', account.label), [
    table(
      [l10n.t('Iterations'), l10n.t('Count')],
      [
        [l10n.t('Used'), number(current?.progress)],
        [l10n.t('Available'), number(current && available(current))],
        [l10n.t('Limit of the period'), number(current?.limit)],
        [l10n.t('Limit of the plan'), number(current?.quotum_type?.base_limit)],
        [l10n.t('Extra points'), number(current?.extra_points)],
      ],
    ),
    table(
      [l10n.t('Period'), l10n.t('Time')],
      [
        [l10n.t('Began'), moment(current?.started_at)],
        [l10n.t('Renewal'), moment(current?.ended_at)],
        [l10n.t('Read'), moment(readAt)],
      ],
    ),
    table(
      [l10n.t('Plan'), l10n.t('What')],
      [
        [l10n.t('Name'), plan?.name ?? current?.quotum_type?.name ?? '–'],
        [l10n.t('Price'), plan?.price === undefined ? '–' : perPeriod(`$${plan.price}`, 'month')],
        [l10n.t('Ends'), moment(plan?.ended_at)],
        [l10n.t('Ads'), current?.have_ads == null ? '–' : current.have_ads ? l10n.t('on') : l10n.t('off')],
      ],
    ),
  ]);
}

function perPeriod(price: string, period: string | undefined): string {
  return period === undefined ? price : `${price} / ${period}`;
}

function page(title: string, parts: readonly string[]): string {
  return [`# ${title}`, ...parts, ''].join('\n\n');
}

/** A table of Markdown whose columns stand below each other in plain text too. */
function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = heads.map((_, column) => rows.some((row) => typeof row[column] === 'object'));
  const texts = [heads, ...rows.map((row) => row.map(textOf))];
  const widths = heads.map((_, column) => Math.max(3, ...texts.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = (row: readonly string[]) =>
    line(
      widths.map((width, column) => {
        const text = row[column] ?? '';
        return isNumber[column] ? text.padStart(width) : text.padEnd(width);
      }),
    );
  const rule = line(
    widths.map((width, column) => (isNumber[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))),
  );
  const [head = [], ...body] = texts;
  return [padded(head), rule, ...body.map(padded)].join('\n');
}

/** Names come from the server: none ends a cell. */
function textOf(cell: Cell): string {
  return (typeof cell === 'string' ? cell : cell.number).replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
