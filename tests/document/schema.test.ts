import { expect, test } from 'vitest';
import { networkJsonSchema } from '../../src/document/validate.ts';

// After a change of the schema: npx vitest run tests/document/schema.test.ts -u
test('the JSON Schema in presets is the one that the program checks by', async () => {
  await expect(`${JSON.stringify(networkJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../presets/network.schema.json',
  );
});
