import { expect, test } from 'vitest';
import { libraryPage } from './library-page.ts';

// After a change of the library: npm run generate
test('docs/library.md lists the registries as they are', async () => {
  await expect(libraryPage()).toMatchFileSnapshot('../../docs/library.md');
});
