/** An answer before it is put on the wire. */
export interface Answer {
  readonly status: number;
  /** Absent: no body, so no type. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** The value that `body` spells, while it does. */
  readonly value?: unknown;
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value), value };
}

export function textAnswer(body: string, status = 200): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

export function htmlAnswer(title: string, status: number): Answer {
  const body = `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return { status, contentType: 'text/html; charset=utf-8', body };
}

export function emptyAnswer(status = 200): Answer {
  return { status, body: '' };
}

/** What a Rails server says to a path that no route matches; clients tell it by the HTML (assumed, not documented). */
export function routeMissing(): Answer {
  return htmlAnswer("The page you were looking for doesn't exist (404)", 404);
}

/** 401 as documented (API documentation, "Get started"). */
export function unauthorized(): Answer {
  return jsonAnswer({ errors: ['You need to sign in or sign up before continuing.'] }, 401);
}

/** A refusal in the form of one error (assumed where the API reference does not show it). */
export function refusal(error: string, status: 200 | 403 | 404 | 422): Refusal {
  return new Refusal(jsonAnswer({ error }, status));
}

/** A refusal in the form of a list, which belongs to the user's account (assumed, as in devise_token_auth). */
export function refusals(error: string, status: 401 | 422 = 422): Refusal {
  return new Refusal(jsonAnswer({ errors: [error] }, status));
}

/** Thrown by a handler: ends the request with this answer, and its transaction changes nothing. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

export type Resource =
  | 'Bot'
  | 'Command'
  | 'Folder'
  | 'Library'
  | 'Task'
  | 'Chat'
  | 'Property'
  | 'Admin panel'
  | 'Import'
  | 'Collection'
  | 'User';

/** 404 in the documented form, `{"error": "Bot not found"}`; for other resources the same form is assumed. */
export function notFound(resource: Resource): Refusal {
  return new Refusal(jsonAnswer({ error: `${resource} not found` }, 404));
}
