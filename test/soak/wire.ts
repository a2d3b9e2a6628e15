/** A text of a command that a server sent. */
export interface ReceivedText {
  readonly commandId: number;
  readonly code: string;
}

/** Listens on the line between a window and its server: what that window can know, whatever it makes of it. */
export class Wire {
  readonly received: ReceivedText[] = [];

  /** Ends every call that is under way, as when the process of the window ends. */
  readonly #cut = new AbortController();

  readonly fetch: typeof fetch = async (input, init) => {
    const signals = [init?.signal, this.#cut.signal].filter((signal) => signal != null);
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    // A body that breaks off says nothing here, and breaks off for its reader too.
    const text = await response
      .clone()
      .text()
      .catch(() => '');
    this.#note(text);
    return response;
  };

  cut(): void {
    this.#cut.abort(new Error('the window is gone'));
  }

  /** The texts of a command that came since there were `since` of all, else the last one before. */
  textsSince(commandId: number, since: number): readonly string[] {
    const of = (received: readonly ReceivedText[]) =>
      received.filter((text) => text.commandId === commandId).map(({ code }) => code);
    const later = of(this.received.slice(since));
    return later.length > 0 ? later : of(this.received).slice(-1);
  }

  #note(text: string): void {
    for (const record of records(text)) {
      if (typeof record !== 'object' || record === null) continue;
      const { id, code } = record as { id?: unknown; code?: unknown };
      if (typeof id === 'number' && (typeof code === 'string' || code === null))
        this.received.push({ commandId: id, code: code ?? '' });
    }
  }
}

function records(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    return [];
  }
}
