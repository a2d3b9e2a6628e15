import * as l10n from '@vscode/l10n';

import type { Severity } from './finding';

/** What a rule says, and how certain it is. */
export interface Rule {
  readonly severity: Severity;
  /** One line for the settings. */
  readonly description: () => string;
}

const table = {
  syntax: {
    severity: 'error',
    description: () => l10n.t('Code that cannot be read, so that the command does not run at all.'),
  },
  constant: {
    severity: 'error',
    description: () => l10n.t('A constant that is given another value.'),
  },
  'unknown-member': {
    severity: 'error',
    description: () =>
      l10n.t('A member that an object of the platform does not have; a warning for other objects.'),
  },
  'wrong-case': {
    severity: 'error',
    description: () => l10n.t('An object of the platform whose name is written otherwise.'),
  },
  'unknown-name': {
    severity: 'warning',
    description: () => l10n.t('A name that neither the bot nor BJS declares.'),
  },
  'not-available': {
    severity: 'warning',
    description: () =>
      l10n.t('What browsers and Node have and BJS has not: promises, timers, fetch, modules.'),
  },
  'dangling-command': {
    severity: 'warning',
    description: () => l10n.t('The name of a command that the bot does not have.'),
  },
  'wrong-id': {
    severity: 'warning',
    description: () =>
      l10n.t('An id of Telegram where one of Bots.Business belongs, or the other way round.'),
  },
  'wrong-property-type': {
    severity: 'warning',
    description: () => l10n.t('A type of property that the platform rejects.'),
  },
  'missing-key': {
    severity: 'warning',
    description: () => l10n.t('A call without something that it needs.'),
  },
  'button-too-long': {
    severity: 'warning',
    description: () => l10n.t('An inline button that sends more than 64 bytes.'),
  },
  'keyboard-limit': {
    severity: 'warning',
    description: () => l10n.t('A text of a keyboard that is empty or longer than Telegram takes.'),
  },
  'keyboard-not-sent': {
    severity: 'warning',
    description: () => l10n.t('A keyboard of a command that has no answer to send it with.'),
  },
  costly: {
    severity: 'information',
    description: () => l10n.t('A call that costs many iterations, or much time.'),
  },
  deprecated: {
    severity: 'information',
    description: () => l10n.t('What the platform no longer advises.'),
  },
  unchecked: {
    severity: 'warning',
    description: () =>
      l10n.t('Code that could not be looked through, as it is nested too deeply, for example.'),
  },
  unused: {
    severity: 'hint',
    description: () => l10n.t('Code that has no effect.'),
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** Names a rule for good: settings and programs know it. */
export type RuleId = keyof typeof table;

/** Every rule by its id, in the order of the settings. */
export const rules: Readonly<Record<RuleId, Rule>> = table;

export const ruleIds = Object.keys(table) as readonly RuleId[];
