import type { Draft } from 'immer';
import { freeId, idsOf } from './free-id.ts';
import type { NetworkDocument, StimulusNode } from './schema.ts';

/**
 * Makes the network with a stimulus switched over the first partner of comparison: without it where it is on, with it where it
 * is off. A configuration that does just that already is moved to the front.
 */
export function compareSwitched(draft: Draft<NetworkDocument>, { id, name, enabled }: StimulusNode): void {
  const present = draft.variants.findIndex(({ overrides: [first, ...rest] }) => {
    return rest.length === 0 && first?.node === id && first.field === 'enabled' && first.value === !enabled;
  });
  const [kept] = present < 0 ? [] : draft.variants.splice(present, 1);
  const stem = enabled ? 'without' : 'with';
  draft.variants.unshift(
    kept ?? {
      id: freeId(idsOf(draft), stem),
      name: `${enabled ? 'Without' : 'With'} ${name}`,
      overrides: [{ node: id, field: 'enabled', value: !enabled }],
    },
  );
}
