import { type EndpointId, endpoint, endpointIds } from '../../src/api/endpoints';
import type { Sandbox } from '../../src/sandbox/sandbox';

/** The endpoints that this run executed, each with the keys of the bodies that the servers accepted. */
const uses = new Map<string, Set<string>>();

/** Keeps what a server is asked for from now on. */
export function noteEndpoints({ requests }: Sandbox): void {
  requests.onAnswered(({ endpoint: id, body, status }) => {
    if (id === null || typeof status !== 'number' || status > 299) return;
    const bodies = uses.get(id) ?? new Set();
    bodies.add(keysOf(body));
    uses.set(id, bodies);
  });
}

/** Rows of the table that nothing executed, or never with the body that is documented for them. */
export function unusedEndpoints(): string[] {
  return endpointIds.flatMap((id) => {
    const bodies = uses.get(id);
    if (!bodies) return [id];
    const wanted = documentedKeys(id);
    return bodies.has(wanted) ? [] : [`${id} with ${wanted}, but with ${[...bodies].join(' and ')}`];
  });
}

function documentedKeys(id: EndpointId): string {
  return keysOf(Object.fromEntries((endpoint(id).body ?? []).map((key) => [key, true])));
}

function keysOf(body: unknown): string {
  return typeof body === 'object' && body !== null ? Object.keys(body).sort().join() : '';
}
