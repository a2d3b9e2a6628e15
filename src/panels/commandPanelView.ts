import { l10n } from 'vscode';

import type { DetailName } from '../api/commandBody';
import type { CommandFinding } from '../model/command/commandChecks';
import { type CommandForm, detailNames } from '../model/command/commandForm';
import { showAnswer } from '../model/command/telegramMarkdown';
import type { FieldConflict, Typed } from '../model/fieldEdits';
import { keyboardButtons } from '../repository/format/keyboard';
import { shownName } from '../sentences/shownName';
import type { PreviewView } from './commandMessages';
import { detailDescription, detailLabel, findingSentence, refusalSentence } from './commandSentences';
import type { Choice, ConflictView, FieldView, FormLabels } from './formMessages';

/** A folder that a command can lie in. */
export interface FolderChoice {
  readonly id: number;
  readonly title: string | null;
}

const controls: Readonly<Record<DetailName, FieldView['control']>> = {
  name: 'line',
  answer: 'lines',
  keyboard: 'lines',
  aliases: 'line',
  help: 'lines',
  group: 'line',
  needReply: 'checkbox',
  autoRetrySeconds: 'integer',
  folderId: 'choice',
};

/** The fields of a command that have something to show, with all that there is to say about each. */
export function commandFields(
  form: CommandForm,
  findings: readonly CommandFinding[],
  folders: readonly FolderChoice[],
): FieldView[] {
  const choices = folderChoices(form, folders);
  const conflicts = form.conflicts();
  const shown = detailNames.filter((name) => form.isSeen || form.edits.has(name));
  return shown.map((name) => {
    const typed = form.shown(name);
    const own = findings.filter(({ field }) => field === name);
    const said = (severity: CommandFinding['severity']) =>
      own
        .filter((finding) => finding.severity === severity)
        .map((finding) => findingSentence(finding, String(typed)));
    const isChanged = form.edits.has(name);
    const conflict = conflicts.find((candidate) => candidate.name === name);
    const wrong = said('wrong');
    return {
      name,
      label: detailLabel(name),
      description: [detailDescription(name) ?? [], ...said('note')].flat().join(' ') || undefined,
      placeholder: undefined,
      control: controls[name],
      choices: name === 'folderId' ? choices : [],
      typed,
      isChanged,
      // What was not changed is not sent, so it is no mistake of this form.
      wrong: isChanged ? wrong[0] : undefined,
      doubts: isChanged ? said('doubt') : [...wrong, ...said('doubt')],
      conflict: conflict && conflictView(conflict, choices),
    };
  });
}

/** The root, the folders of the bot, and one that is gone as long as it is chosen. */
function folderChoices(form: CommandForm, folders: readonly FolderChoice[]): Choice[] {
  const known = folders.map(({ id, title }) => ({ value: String(id), label: shownName(title) }));
  const inOrder = known.sort((one, other) => (one.label < other.label ? -1 : 1));
  const ids = new Set(inOrder.map(({ value }) => value));
  const chosen = [form.shown('folderId'), String(form.details?.folderId ?? '')].map(String);
  const gone = [...new Set(chosen)].filter((id) => id !== '' && !ids.has(id));
  return [
    { value: '', label: l10n.t('(no folder)') },
    ...inOrder,
    ...gone.map((value) => ({ value, label: l10n.t('(a folder that is not in the list)') })),
  ];
}

function conflictView({ name, theirs, mine }: FieldConflict, choices: readonly Choice[]): ConflictView {
  const shown = (value: Typed | undefined) => {
    if (typeof value === 'boolean') return value ? l10n.t('on') : l10n.t('off');
    if (name === 'folderId') return choices.find((choice) => choice.value === value)?.label ?? String(value);
    return value || l10n.t('(empty)');
  };
  return {
    sentence: l10n.t('Somebody changed this on the server meanwhile.'),
    theirs: shown(theirs),
    mine: shown(mine),
  };
}

/** What a chat shows of the answer and the keyboard, as they stand in the form. */
export function previewOf(form: CommandForm): PreviewView {
  const answer = String(form.shown('answer'));
  const shown = showAnswer(answer);
  const isEmpty = answer.trim() === '';
  const plain = (text: string) => [{ text, style: 'plain' as const, hint: undefined, isProperty: false }];
  const rows = keyboardButtons(String(form.shown('keyboard'))).map((row) => row.map(({ title }) => title));
  return {
    title: l10n.t('Preview'),
    isEmpty,
    pieces: isEmpty
      ? plain(l10n.t('No answer'))
      : shown.kind === 'refused'
        ? plain(answer)
        : shown.pieces.map(({ text, style, url, isProperty = false }) => ({
            text,
            style,
            hint: isProperty ? l10n.t('The value of the property {0}', text) : url,
            isProperty,
          })),
    refused: shown.kind === 'refused' ? refusalSentence(shown) : undefined,
    rows,
    keyboardLabel: l10n.t('Keyboard, rows: {0}', rows.length),
  };
}

export function commandLabels(): FormLabels {
  return {
    save: l10n.t('Save'),
    discard: l10n.t('Discard Changes'),
    loadAgain: l10n.t('Refresh'),
    changed: l10n.t('changed'),
    reveal: l10n.t('Show'),
    theirs: l10n.t('On the server'),
    mine: l10n.t('Yours'),
    keepMine: l10n.t('Keep Mine'),
    takeTheirs: l10n.t('Take the Server’s'),
  };
}
