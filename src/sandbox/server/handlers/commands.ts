import type { CommandFields, CommandRecord } from '../../store/records';
import { emptyAnswer, jsonAnswer, notFound } from '../answer';
import { aliasesField, booleanField, textField, wholeNumberField } from '../fields';
import { type Call, type Handler, openBotOf } from '../handler';
import { folderJson } from './folders';

/** API reference, "Get Commands": a bare array of complete commands, pages from 1, no totals. */
export const getCommands: Handler = (call) => {
  const bot = openBotOf(call);
  const { pageSize, ignorePage } = call.behaviour;
  const asked = wholeNumberField(call.query.get('page')) ?? 1;
  const page = ignorePage ? 1 : Math.max(1, asked);
  const commands = call.store.commands(bot.id, { offset: (page - 1) * pageSize, limit: pageSize });
  return jsonAnswer(commands.map(commandJson));
};

export const getCommand: Handler = (call) => jsonAnswer(detailsJson(commandOf(call), call));

/** Nothing is required: what is missing is stored as null (API documentation, "Get started"). */
export const createCommand: Handler = (call) => {
  const bot = openBotOf(call);
  return jsonAnswer(detailsJson(call.store.createCommand(bot.id, fieldsOf(call, bot.id), 'client'), call));
};

/** "Any omitted fields will be saved as null" (API documentation, "Edit Command"). */
export const editCommand: Handler = (call) => {
  const before = commandOf(call);
  const fields = fieldsOf(call, before.bot_id);
  const record = call.store.updateCommand(before.bot_id, before.id, fields, 'client');
  if (!record) throw notFound('Command');
  return jsonAnswer(detailsJson(record, call));
};

/** The answer has no body: seen to be tolerated by a client, which means that it happens. */
export const deleteCommand: Handler = (call) => {
  const command = commandOf(call);
  call.store.deleteCommand(command.bot_id, command.id);
  return emptyAnswer();
};

function commandOf(call: Call): CommandRecord {
  const bot = openBotOf(call);
  const command = call.store.command(bot.id, call.params['command_id'] ?? NaN);
  if (!command) throw notFound('Command');
  return command;
}

function fieldsOf(call: Call, botId: number): CommandFields {
  const { body } = call;
  const code = textField(body['bjs_code']);
  const folderId = wholeNumberField(body['commands_folder_id']);
  // Not documented, assumed: silently moving the command elsewhere would be worse.
  if (folderId !== null && !call.store.folder(botId, folderId)) throw notFound('Folder');
  return {
    command: textField(body['command']),
    aliases: aliasesField(body['aliases']),
    answer: textField(body['answer']),
    group: textField(body['group']) || null,
    help: textField(body['help']),
    keyboard_body: textField(body['keyboard_body']),
    commands_folder_id: folderId,
    auto_retry_time: wholeNumberField(body['auto_retry_time']),
    code: code === null ? null : call.storedText(code),
    need_reply: booleanField(body['need_reply']),
  };
}

/** Keys in the order of the one recorded answer, then `commands_group`, which clients read (API reference, §6). */
function commandJson(record: CommandRecord): Record<string, unknown> {
  return {
    id: record.id,
    command: record.command,
    bot_id: record.bot_id,
    help: record.help,
    created_at: record.created_at,
    updated_at: record.updated_at,
    answer: record.answer,
    last_csv_import_at: record.last_csv_import_at,
    created_via_csv_import: record.created_via_csv_import,
    keyboard_body: record.keyboard_body,
    bjs_mode: null,
    need_reply: record.need_reply,
    auto_retry_time: record.auto_retry_time,
    last_auto_retry_at: null,
    commands_folder_id: record.commands_folder_id,
    scenarios: [],
    aliases: record.aliases,
    code: record.code ?? '',
    commands_group: record.group === null ? null : { title: record.group },
  };
}

/** Answers about one command embed its folder. */
function detailsJson(record: CommandRecord, call: Call): Record<string, unknown> {
  const folder =
    record.commands_folder_id === null
      ? undefined
      : call.store.folder(record.bot_id, record.commands_folder_id);
  return { ...commandJson(record), commands_folder: folder ? folderJson(folder) : null };
}
