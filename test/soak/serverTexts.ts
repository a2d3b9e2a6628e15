import type { Sandbox } from '../../src/sandbox/sandbox';
import type { FaultKind } from '../../src/sandbox/server/faults';
import type { LoggedRequest } from '../../src/sandbox/server/requestLog';
import type { ReceivedText } from './wire';

/** Faults after which a client knows no more of a command's code than before. */
const hiding: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'status',
  'dropConnection',
  'dropAfterApply',
  'halfBody',
  'halfJson',
  'html',
  'plainText',
  'emptyBody',
  'errors200',
  'never',
  'late',
  'listWithoutCode',
  'routeMissing',
  'redirect',
  'omitFields',
]);

/** What clients of a server can know of the codes of a bot: the texts that it answered with. */
export class ServerTexts {
  readonly #server: Sandbox;
  readonly #received: ReceivedText[] = [];
  readonly #struck = new Map<FaultKind, number>();
  /** Endpoints whose last request met a fault that hides its answer. */
  readonly #hidden = new Set<string>();

  constructor(server: Sandbox) {
    this.#server = server;
    const { faults, requests } = server;
    const take = faults.take.bind(faults);
    faults.take = (target) => {
      const taken = take(target);
      for (const { kind } of taken) this.#struck.set(kind, (this.#struck.get(kind) ?? 0) + 1);
      if (taken.some(({ kind }) => hiding.has(kind))) this.#hidden.add(target.endpoint);
      else this.#hidden.delete(target.endpoint);
      return taken;
    };
    requests.onAnswered((request) => this.#answered(request));
  }

  /** Kinds of faults that met a request, and how often. */
  get struck(): ReadonlyMap<FaultKind, number> {
    return this.#struck;
  }

  get count(): number {
    return this.#received.length;
  }

  startAnew(): void {
    this.#received.length = 0;
    this.#struck.clear();
    this.#hidden.clear();
  }

  /** The texts of a command that came since there were `since` of all, else the last one before. */
  since(commandId: number, since: number): readonly string[] {
    const of = (received: readonly ReceivedText[]) =>
      received.filter((text) => text.commandId === commandId).map(({ code }) => code);
    const later = of(this.#received.slice(since));
    return later.length > 0 ? later : of(this.#received).slice(-1);
  }

  #answered({ endpoint, path, status }: LoggedRequest): void {
    if (endpoint === null || status !== 200 || this.#hidden.has(endpoint)) return;
    const [, botId, commandId] = /\/bots\/(\d+)\/commands(?:\/(\d+))?$/.exec(path) ?? [];
    if (botId === undefined) return;
    for (const { id, code } of this.#server.store.commands(Number(botId))) {
      if (commandId === undefined || Number(commandId) === id)
        this.#received.push({ commandId: id, code: code ?? '' });
    }
  }
}
