import type { PlasticityConfig } from '../../contract/index.ts';
import { type ProjectionRequest, synapseRoom } from '../connectivity/index.ts';
import { padded } from '../memory/layout.ts';
import { bytesOf, type Precision } from '../memory/precision.ts';

/** States of the neurons at one end: addresses of their columns, and of the step (i32) up to which all have been brought. */
export interface EndMemory {
  readonly size: number;
  readonly states: readonly number[];
  readonly last: number;
}

/**
 * What a plastic projection has besides its rows. The weight (a number of the network's precision) of the target at address a
 * is at weights + (a - targets) / 2 * bytes. An index by target tells a spike of a target the synapses onto it:
 *
 *     firsts + 4 target                 address of its entries; the next one is where they end
 *     entries: [address of the weight: u32][byte offset of the source in a column: u32] ...
 */
export interface PlasticityMemory {
  readonly config: PlasticityConfig;
  readonly precision: Precision;
  readonly dtMs: number;
  readonly weights: number;
  readonly pre: EndMemory;
  readonly post: EndMemory;
  /** How many synapses there is room for. */
  readonly room: number;
  /** Addresses of the index; 0 where nothing asks for synapses by target. */
  readonly firsts: number;
  readonly entries: number;
}

interface Reserving {
  reserve(bytes: number): number;
}

/** The part of it that a run changes. */
export type Changing = Omit<PlasticityMemory, 'firsts' | 'entries'>;

/** Reserves weights and states; throws RangeError with a sentence where synapses are not kept, or differ in delay. */
export function placeChanging(layout: Reserving, config: PlasticityConfig, request: ProjectionRequest): Changing {
  const { name, delayMs, precision, dtMs, ends } = request;
  if (delayMs.kind !== 'constant' || request.storage === 'regenerated')
    throw new RangeError(`${name}: synapses that change are kept, and have one delay for all`);
  const room = synapseRoom(request);
  const width = bytesOf(precision);
  const end = (side: 'pre' | 'post', size: number): EndMemory => ({
    size,
    states: config[side].states.map(() => layout.reserve(padded(size) * width)),
    last: layout.reserve(4),
  });
  return {
    config,
    precision,
    dtMs,
    room,
    weights: layout.reserve(room * width),
    pre: end('pre', ends.sources),
    post: end('post', ends.targets),
  };
}

/** Reserves the index by target, where something asks for it. */
export function placeIncoming(layout: Reserving, changing: Changing): PlasticityMemory {
  const { onPost, every } = changing.config;
  const indexed = onPost !== null || every.length > 0;
  return {
    ...changing,
    firsts: indexed ? layout.reserve(4 * (changing.post.size + 1)) : 0,
    entries: indexed ? layout.reserve(8 * changing.room) : 0,
  };
}
