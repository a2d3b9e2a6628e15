import { l10n } from 'vscode';

import type { AdminPanel, PanelField } from '../api/adminPanels';
import { controlOf, type WrongReason } from '../model/bot/panelFields';
import type { PanelConflict, PanelForm } from '../model/bot/panelForm';
import type { Typed } from '../model/fieldEdits';
import { fieldTitle, hiddenValue, panelTitle } from '../sentences/panelNames';
import type { ConflictView, FieldView, FormLabels, FormView, GoneFieldView } from './formMessages';

/** What a form shows of the panel that is being filled in. */
export type PanelView = Pick<
  FormView,
  'heading' | 'description' | 'fields' | 'goneFields' | 'notes' | 'labels'
>;

/** @param runsCode whether the server runs what the panel says for saving; the sandbox runs no code */
export function panelView(form: PanelForm, runsCode: boolean): PanelView {
  const { panel } = form;
  const wrong = form.wrong();
  const conflicts = form.conflicts();
  return {
    heading: panel ? panelTitle(panel) : l10n.t('Admin Panel'),
    description: panel?.description,
    fields: form.fields.map((field) => fieldView(form, field, wrong, conflicts)),
    goneFields: conflicts.filter(({ theirs }) => theirs === undefined).map(goneField),
    notes: panel ? notesOf(form, runsCode) : [],
    labels: labels(panel),
  };
}

function fieldView(
  form: PanelForm,
  field: PanelField,
  wrong: ReadonlyMap<string, WrongReason>,
  conflicts: readonly PanelConflict[],
): FieldView {
  const { name, description, placeholder } = field;
  const reason = wrong.get(name);
  const conflict = conflicts.find((candidate) => candidate.name === name);
  return {
    name,
    label: fieldTitle(field),
    description,
    placeholder,
    control: controlOf(field),
    choices: [],
    doubts: [],
    typed: form.shown(field),
    isChanged: form.edits.has(name),
    wrong: reason && wrongSentence(reason),
    conflict: conflict && conflictView(conflict),
  };
}

/** What is wrong and what to type instead. */
function wrongSentence(reason: WrongReason): string {
  switch (reason) {
    case 'notInteger':
      return l10n.t('This is no whole number. Type digits only, for example 25.');
    case 'notNumber':
      return l10n.t('This is no number. Type one such as 7.5.');
    case 'decimalComma':
      return l10n.t('Type a point in place of the comma, for example 7.5.');
    case 'tooLarge':
      return l10n.t('This number is too large to be stored exactly. Type a smaller one.');
  }
}

function conflictView({ theirs, mine, isSecret }: PanelConflict): ConflictView {
  const shown = (value: Typed | undefined) => {
    if (typeof value === 'boolean') return value ? l10n.t('on') : l10n.t('off');
    if (!value) return l10n.t('(empty)');
    return isSecret ? hiddenValue : value;
  };
  return {
    sentence: l10n.t('Somebody changed this on the server meanwhile.'),
    theirs: shown(theirs),
    mine: shown(mine),
  };
}

function goneField({ name, mine, isSecret }: PanelConflict): GoneFieldView {
  return {
    name,
    sentence: l10n.t('The panel no longer has the field {0}. What you typed into it cannot be saved:', name),
    mine: isSecret ? hiddenValue : String(mine),
  };
}

function notesOf(form: PanelForm, runsCode: boolean): string[] {
  const { panel } = form;
  const command = panel?.onSaving?.command;
  const broken = panel?.brokenFields.length ?? 0;
  return [
    ...(form.fields.length === 0 ? [l10n.t('This panel has no fields to fill in.')] : []),
    ...(broken > 0 ? [l10n.t('Fields that could not be understood and are left out: {0}', broken)] : []),
    ...(command === undefined
      ? []
      : [
          runsCode
            ? l10n.t('Saving runs {0}.', command)
            : l10n.t('Saving runs {0} on Bots.Business. The sandbox runs no code.', command),
        ]),
  ];
}

function labels(panel: AdminPanel | undefined): FormLabels {
  return {
    save: panel?.buttonTitle?.trim() || l10n.t('Save'),
    discard: l10n.t('Discard Changes'),
    loadAgain: panel ? l10n.t('Refresh') : l10n.t('Try Again'),
    changed: l10n.t('changed'),
    reveal: l10n.t('Show'),
    theirs: l10n.t('On the server'),
    mine: l10n.t('Yours'),
    keepMine: l10n.t('Keep Mine'),
    takeTheirs: l10n.t('Take the Server’s'),
  };
}
