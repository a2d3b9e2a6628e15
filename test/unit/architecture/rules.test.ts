import assert from 'node:assert/strict';

import { ruleIds, rules } from '../../../src/language/server/rules/ruleIds';
import { settingIds } from '../../../src/util/contract';
import { readJson } from './root';

describe('architecture: the rules of BJS', () => {
  it('are offered in the settings as they are, with what each says', async () => {
    const { contributes } = await readJson<Manifest>('package.json');
    const texts = await readJson<Record<string, string>>('package.nls.json');
    const { properties, additionalProperties } =
      contributes.configuration.properties[settingIds.bjsRules] ?? {};
    assert.equal(additionalProperties, false);
    assert.deepEqual(
      Object.entries(properties ?? {}).map(([id, { default: severity, description }]) => ({
        id,
        severity,
        description: texts[description.slice(1, -1)],
      })),
      ruleIds.map((id) => ({ id, severity: rules[id].severity, description: rules[id].description() })),
    );
  });
});

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly properties?: Readonly<Record<string, { default: string; description: string }>>;
            readonly additionalProperties?: boolean;
          }
        >
      >;
    };
  };
}
