/** A letter that the real server would send. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const most = 20;

/** The last letters, oldest first; nothing leaves this machine. */
export class Mailbox {
  readonly #letters: Letter[] = [];

  send(letter: Letter): void {
    this.#letters.push(letter);
    if (this.#letters.length > most) this.#letters.shift();
  }

  list(): readonly Letter[] {
    return [...this.#letters];
  }
}
