import * as vscode from 'vscode';

import { reachOf } from '../api/ended';
import { fileSentence } from '../files/fileSentences';
import type { ViewId } from '../util/contract';
import { someNames } from './confirmations';
import { inNotification, inView } from './progress';
import { Explained } from './registry';

/** Why something failed, as a person is told. */
export function sentenceOf(error: unknown): string {
  return error instanceof Explained ? error.sentence : fileSentence(error);
}

/** What failed for the same reason is told together. */
export function byReason(failed: readonly { readonly name: string; readonly sentence: string }[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, sentence } of failed) names.set(sentence, [...(names.get(sentence) ?? []), name]);
  return [...names].map(([sentence, all]) => `${someNames(all).join(', ')}: ${sentence}`);
}

/** What is done with several things, one after the other. */
export interface ManyActs<T> {
  /** Of the notification. */
  readonly title: string;
  /** Where it shows that a single one is under way. */
  readonly view: ViewId;
  nameOf(item: T): string;
  act(item: T): Promise<void>;
  /** @param done of `all` */
  summary(done: string, all: string): string;
}

/**
 * Does something with one thing or several, with a bar and a way to cancel for several. One that fails does not keep
 * the others from being tried, unless the server cannot be had at all.
 * @throws Explained with the result of each that failed; for a single one what it failed with
 */
export async function actOnMany<T>(items: readonly T[], acts: ManyActs<T>): Promise<void> {
  const [only] = items;
  if (only === undefined) return;
  if (items.length === 1) return inView(acts.act(only), acts.view);
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  let done = 0;
  await inNotification(acts.title, async (steps, signal) => {
    for (const [index, item] of items.entries()) {
      if (signal.aborted) return;
      steps.report(index, items.length, acts.nameOf(item));
      try {
        await acts.act(item);
        done++;
      } catch (error) {
        failed.push({ name: acts.nameOf(item), error });
        if (reachOf(error) === 'account') return;
      }
    }
  });
  const summary = acts.summary(String(done), String(items.length));
  const [first] = failed;
  if (first) {
    const reasons = byReason(failed.map(({ name, error }) => ({ name, sentence: sentenceOf(error) })));
    throw new Explained([summary, ...reasons].join(' '), first.error);
  }
  if (done < items.length) void vscode.window.showInformationMessage(summary);
  else vscode.window.setStatusBarMessage(summary, 5000);
}
