import { type Command, getCommands } from './commands';
import type { BrokenRecord } from './decode';
import type { HttpClient } from './http';
import { brokenKey } from './pages';

export interface CommandListing {
  readonly commands: readonly Command[];
  readonly broken: readonly BrokenRecord[];
}

const pagesAtOnce = 4;
/** 10,000 commands in pages of 10; a server that never ends is stopped here. */
const mostPages = 1000;

/**
 * Reads all commands of a bot. Pages 1 and 2 are asked for at the same time, then up to four at once, until a page is
 * empty or brings no new id: a server that ignores `page` repeats page 1. Duplicates are merged, the later one wins.
 * @param onFirst is given what the first round trip brought, when more is to come
 * @param signal ends all requests; a listing of its own is also never answered by one under way
 * @throws ApiError when any page fails, so that a partial answer is never taken for the whole
 */
export async function listCommands(
  http: HttpClient,
  botId: number,
  signal?: AbortSignal,
  onFirst?: (commands: readonly Command[]) => void,
): Promise<CommandListing> {
  const commands = new Map<number, Command>();
  const broken = new Map<string, BrokenRecord>();

  const add = (page: Awaited<ReturnType<typeof getCommands>>): boolean => {
    const before = commands.size + broken.size;
    for (const command of page.items) commands.set(command.id, command);
    page.broken.forEach((record, index) => void broken.set(brokenKey(record, index), record));
    return commands.size + broken.size > before;
  };

  let next = 1;
  let batch = 2;
  for (;;) {
    const pages = Array.from({ length: batch }, (_, index) => next + index);
    const answers = await Promise.all(
      pages.map((page) => getCommands(http, botId, page, signal ? { signal } : {})),
    );
    // Every page is taken, also behind one that brought nothing new: records may move while pages are read.
    const brought = answers.map(add);
    if (brought.includes(false) || next >= mostPages) break;
    if (next === 1) onFirst?.([...commands.values()]);
    next += batch;
    batch = pagesAtOnce;
  }
  return { commands: [...commands.values()], broken: [...broken.values()] };
}
