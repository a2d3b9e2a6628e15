import { type Endpoint, type EndpointId, endpointIds, endpoint } from '../../../src/api/endpoints';

/** Where the table stands in the README. */
export const tableStart = '<!-- endpoints: written by the unit tests, BBS_UPDATE=1 npm run test:unit -->';
export const tableEnd = '<!-- end of endpoints -->';

const evidence = {
  seen: '',
  inferred: 'path inferred',
  assumed: 'path assumed',
} as const satisfies Record<Endpoint['evidence'], string>;

/**
 * All endpoints as a Markdown table.
 * @param titleOf the title of a command by its id, as people see it
 */
export function endpointTable(titleOf: (commandId: string) => string | undefined): string {
  const rows = endpointIds.map((id) => rowOf(id, titleOf));
  return [
    '| section | endpoint | request | where you meet it |',
    '| --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function rowOf(id: EndpointId, titleOf: (commandId: string) => string | undefined): string[] {
  const { section, title, method, path, evidence: known, place } = endpoint(id);
  const mark = evidence[known];
  const request = `\`${method} ${path}\``;
  return [
    section,
    title,
    mark === '' ? request : `${request} (${mark})`,
    place === undefined ? '' : placeOf(place, titleOf),
  ];
}

function placeOf(place: string, titleOf: (commandId: string) => string | undefined): string {
  const title = titleOf(place);
  return title === undefined ? place : `_${title}_`;
}
