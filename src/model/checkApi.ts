import { canFill, endpoint, type EndpointId, endpointIds } from '../api/endpoints';
import { ApiError, type ApiErrorReason } from '../api/errors';
import type { HttpClient } from '../api/http';

/** What came of asking along one path. */
export interface TriedPath {
  /** With `{parameters}`. */
  readonly path: string;
  readonly outcome: 'answered' | ApiErrorReason;
  readonly status?: number;
}

/** What is known of one read after the check. */
export interface CheckedEndpoint {
  readonly id: EndpointId;
  /** In the order in which they were asked. */
  readonly tried: readonly TriedPath[];
  /** An id that the path in use needs is not known, so that it was not asked: nothing follows from the others. */
  readonly lacksId: boolean;
  /** The path that the product asks first: of the setting, else of the table. */
  readonly used: string;
  /** The path that the server has; `undefined` when none of them, or when that could not be found out. */
  readonly path: string | undefined;
  /** What the record, or the first of a list, has: names and kinds of its members, never values. */
  readonly members: readonly Member[];
  /** How many records the list has; `undefined` when it is none. */
  readonly count: number | undefined;
}

export interface Member {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'null';
}

/** What stands in for the parameters of paths. */
export interface CheckedAbout {
  readonly botId?: number;
  readonly commandId?: number;
}

/** What looks otherwise may be data. */
const memberName = /^[A-Za-z_][\w-]{0,49}$/;

/** A server whose records have more is not described by them. */
const mostMembers = 60;

/** All reads of the table, in its order. */
export function readsToCheck(): readonly EndpointId[] {
  return endpointIds.filter((id) => endpoint(id).effect === 'read');
}

/**
 * Asks for every read of the table once: along its path, and, as long as the server says that it has no such route,
 * along the others that are known. Nothing is written, and no value of an answer is kept.
 * @param onChecked called after each
 * @returns in the order of the table; those that were not asked when it was aborted are missing
 * @throws ApiError `unauthorized`, `network` or `timeout` when the first read already cannot be had
 */
export async function checkApi(
  http: HttpClient,
  about: CheckedAbout,
  {
    signal,
    onChecked,
  }: { readonly signal?: AbortSignal; readonly onChecked?: (checked: CheckedEndpoint) => void } = {},
): Promise<readonly CheckedEndpoint[]> {
  const all: CheckedEndpoint[] = [];
  // One after the other: the person's own work goes on meanwhile.
  for (const id of readsToCheck()) {
    if (signal?.aborted) break;
    const checked = await check(http, id, about, signal);
    const [tried] = checked.tried;
    if (all.length === 0 && tried && isEnd(tried.outcome)) {
      throw new ApiError(tried.outcome, { endpoint: id, ...statusOf(tried) });
    }
    if (tried?.outcome === 'aborted') break;
    all.push(checked);
    onChecked?.(checked);
  }
  return all;
}

/** Whether the server has another path than the one in use. */
export function isElsewhere({ path, used, lacksId }: CheckedEndpoint): boolean {
  return path !== undefined && path !== used && !lacksId;
}

/**
 * What the setting is to say of the paths that answered in place of those in use; `null`: nothing, because it is the
 * path of the table that answered.
 */
export function corrections(checked: readonly CheckedEndpoint[]): Partial<Record<EndpointId, string | null>> {
  return Object.fromEntries(
    checked
      .filter(isElsewhere)
      .map(({ id, path }) => [id, path === undefined || path === endpoint(id).path ? null : path]),
  );
}

async function check(
  http: HttpClient,
  id: EndpointId,
  { botId, commandId }: CheckedAbout,
  signal: AbortSignal | undefined,
): Promise<CheckedEndpoint> {
  const params = {
    ...(botId === undefined ? {} : { bot_id: botId }),
    ...(commandId === undefined ? {} : { command_id: commandId }),
  };
  const row = endpoint(id);
  const all = [...new Set([...http.pathsOf(id), row.path])];
  const paths = all.filter((path) => canFill(path, params));
  const [used = row.path] = all;
  const known = { id, used, lacksId: !canFill(used, params) };
  const query = row.query?.includes('page') ? { page: 1 } : {};
  const tried: TriedPath[] = [];
  for (const path of paths) {
    try {
      const answer = await http.probe(id, path, { params, query, ...(signal ? { signal } : {}) });
      tried.push({ path, outcome: 'answered' });
      return { ...known, tried, path, ...shapeOf(answer) };
    } catch (error) {
      if (!ApiError.is(error)) throw error;
      tried.push({ path, outcome: error.reason, ...statusOf(error) });
      if (error.reason === 'routeMissing') continue;
      const found = isRoute(error.reason) ? path : undefined;
      return { ...known, tried, path: found, members: [], count: undefined };
    }
  }
  return { ...known, tried, path: undefined, members: [], count: undefined };
}

/** The server knows the route, although it did not give what was asked for. */
function isRoute(reason: ApiErrorReason): boolean {
  return reason === 'notFound' || reason === 'forbidden' || reason === 'refused';
}

function isEnd(outcome: TriedPath['outcome']): outcome is ApiErrorReason {
  return outcome === 'unauthorized' || outcome === 'network' || outcome === 'timeout';
}

function statusOf({ status }: { readonly status?: number | undefined }): { readonly status?: number } {
  return status === undefined ? {} : { status };
}

function shapeOf(answer: unknown): Pick<CheckedEndpoint, 'members' | 'count'> {
  const list = Array.isArray(answer) ? (answer as unknown[]) : undefined;
  const record = list ? list[0] : answer;
  const members =
    typeof record === 'object' && record !== null && !Array.isArray(record)
      ? Object.entries(record)
          .filter(([name]) => memberName.test(name))
          .slice(0, mostMembers)
          .map(([name, value]) => ({ name, kind: kindOf(value) }))
      : [];
  return { members, count: list?.length };
}

function kindOf(value: unknown): Member['kind'] {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'object';
  }
}
