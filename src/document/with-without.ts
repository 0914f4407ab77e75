import type { Draft } from 'immer';
import { freeId, idsOf } from './free-id.ts';
import type { NetworkDocument, StimulusNode } from './schema.ts';

/**
 * Gives the network a configuration with a stimulus switched over: without it where it is on, with it where it is off. One
 * that does just that already is taken. Gives its id.
 */
export function compareSwitched(draft: Draft<NetworkDocument>, { id, name, enabled }: StimulusNode): string {
  const present = draft.variants.find(({ overrides: [first, ...rest] }) => {
    return rest.length === 0 && first?.node === id && first.field === 'enabled' && first.value === !enabled;
  });
  if (present !== undefined) return present.id;
  // Alone with its partner, the network itself is best called by what it has.
  if (draft.variants.length === 0) draft.configurationName ??= `${enabled ? 'With' : 'Without'} ${name}`;
  const partner = {
    id: freeId(idsOf(draft), enabled ? 'without' : 'with'),
    name: `${enabled ? 'Without' : 'With'} ${name}`,
    overrides: [{ node: id, field: 'enabled', value: !enabled }],
  };
  draft.variants.push(partner);
  return partner.id;
}
