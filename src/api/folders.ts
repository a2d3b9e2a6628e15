import * as v from 'valibot';

import { decode, decodeListing, expectDone, type Listing } from './decode';
import { type CallOptions, type HttpClient } from './http';

/** Folder of commands (API documentation, "commands_folder"). Folders do not nest and cannot be renamed. */
const folderSchema = v.looseObject({
  id: v.number(),
  title: v.optional(v.nullable(v.string()), null),
});
export type Folder = v.InferOutput<typeof folderSchema>;

/** @throws ApiError */
export async function getFolders(
  http: HttpClient,
  botId: number,
  options?: CallOptions,
): Promise<Listing<Folder>> {
  const answer = await http.call('getFolders', { ...options, params: { bot_id: botId } });
  return decodeListing('getFolders', folderSchema, answer);
}

/** @throws ApiError */
export async function createFolder(http: HttpClient, botId: number, title: string): Promise<Folder> {
  const answer = await http.call('createFolder', { params: { bot_id: botId }, body: { title } });
  return decode('createFolder', folderSchema, answer);
}

/**
 * What the server does to commands inside is not documented: delete only folders that a fresh listing shows empty.
 * @throws ApiError
 */
export async function deleteFolder(http: HttpClient, botId: number, folderId: number): Promise<void> {
  const params = { bot_id: botId, folder_id: folderId };
  expectDone('deleteFolder', await http.call('deleteFolder', { params, nowOrNever: true }));
}
