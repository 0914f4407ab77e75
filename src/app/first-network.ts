import { type NetworkDocument, networkSchema } from '../document/schema.ts';

/** What a first visit opens: a preset, fetched without the list of all. */
export async function firstNetwork(): Promise<NetworkDocument> {
  const { default: preset } = await import('../../presets/adex-network-bursting-g3.json');
  return networkSchema.parse(preset);
}
