import type { FaultKind, FaultSwitch } from '../../src/sandbox/server/faults';

/** Longer than the windows wait. */
const tooLong = 330;

type Endpoint = 'getCommand' | 'editCommand' | 'getCommands';
export interface SoakFault {
  readonly endpoint: Endpoint;
  readonly make: (tag: string, times: number) => FaultSwitch;
}

const everywhere: readonly Endpoint[] = ['getCommand', 'editCommand', 'getCommands'];
const statuses = [401, 403, 404, 429, 500, 502, 503] as const;
const fields = ['answer', 'aliases', 'help', 'need_reply', 'code', 'commands_folder_id', 'keyboard_body'];

/** `held` ends only when all switches are cleared; `latency` does the same to a client. */
type SoakFaultKind = Exclude<FaultKind, 'held'>;

/** All faults of the sandbox that can meet a command's code, and where each can. */
const makers: Readonly<
  Record<SoakFaultKind, (endpoint: Endpoint) => ((tag: string, times: number) => FaultSwitch)[]>
> = {
  latency: (endpoint) => [
    (_, times) => ({ kind: 'latency', ms: 8, endpoint, times }),
    // The client gives up, and the server does it all the same, later.
    () => ({ kind: 'latency', ms: tooLong, endpoint, times: 1 }),
  ],
  status: (endpoint) =>
    statuses.map((status) => (_, times) => ({
      kind: 'status',
      status,
      endpoint,
      times,
      ...(status === 429 ? { retryAfter: 0 } : {}),
    })),
  dropConnection: (endpoint) => [(_, times) => ({ kind: 'dropConnection', endpoint, times })],
  dropAfterApply: (endpoint) => [(_, times) => ({ kind: 'dropAfterApply', endpoint, times })],
  halfBody: (endpoint) => [(_, times) => ({ kind: 'halfBody', endpoint, times })],
  halfJson: (endpoint) => [(_, times) => ({ kind: 'halfJson', endpoint, times })],
  html: (endpoint) => [(_, times) => ({ kind: 'html', endpoint, times })],
  plainText: (endpoint) =>
    (['true', 'ok', 'success'] as const).map((text) => (_, times) => ({
      kind: 'plainText',
      text,
      endpoint,
      times,
    })),
  emptyBody: (endpoint) => [(_, times) => ({ kind: 'emptyBody', endpoint, times })],
  errors200: (endpoint) => [(_, times) => ({ kind: 'errors200', endpoint, times })],
  never: (endpoint) => [() => ({ kind: 'never', endpoint, times: 1 })],
  late: (endpoint) => [() => ({ kind: 'late', ms: tooLong, endpoint, times: 1 })],
  editBeforeNextSave: (endpoint) =>
    endpoint === 'getCommand'
      ? [
          (tag) => ({ kind: 'editBeforeNextSave', code: `${tag} theirs, just before\n` }),
          (tag) => ({ kind: 'editBeforeNextSave', append: `\n${tag} theirs, just before` }),
          // The look passes, and then somebody is faster than the write.
          (tag) => ({ kind: 'editBeforeNextSave', code: `${tag} theirs, after a look\n`, after: 1 }),
        ]
      : [],
  editBetweenReadAndPut: (endpoint) =>
    endpoint === 'editCommand'
      ? [(tag) => ({ kind: 'editBetweenReadAndPut', append: `\n${tag}${unavoidableMark}` })]
      : [],
  groupNotEchoed: () => [(_, times) => ({ kind: 'groupNotEchoed', times: times * 2 })],
  omitFields: (endpoint) =>
    fields.map((field) => (_, times) => ({ kind: 'omitFields', fields: [field], endpoint, times })),
  listWithoutCode: (endpoint) =>
    endpoint === 'getCommands' ? [(_, times) => ({ kind: 'listWithoutCode', times })] : [],
  normaliseText: (endpoint) =>
    endpoint === 'editCommand' ? [(_, times) => ({ kind: 'normaliseText', endpoint, times })] : [],
  routeMissing: (endpoint) => [(_, times) => ({ kind: 'routeMissing', endpoint, times })],
  redirect: (endpoint) => [
    (_, times) => ({ kind: 'redirect', location: 'http://elsewhere.invalid/v2/', endpoint, times }),
  ],
};

/** Ends a text of somebody whom no client can notice. */
export const unavoidableMark = ' theirs, between read and write';

export const faultKinds = Object.keys(makers) as SoakFaultKind[];

/** Each kind of fault with the ways in which it can come. */
export const faultsByKind: ReadonlyMap<SoakFaultKind, readonly SoakFault[]> = new Map(
  faultKinds.map((kind) => [
    kind,
    everywhere.flatMap((endpoint) => makers[kind](endpoint).map((make) => ({ endpoint, make }))),
  ]),
);
