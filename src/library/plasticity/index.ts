import type { ParameterDeclaration, PlasticityModel } from '../types.ts';
import { stdpAdditive } from './stdp-additive.ts';
import { stdpMultiplicative } from './stdp-multiplicative.ts';
import { stdpNearest } from './stdp-nearest.ts';
import { synapticScaling } from './synaptic-scaling.ts';
import { triplet } from './triplet.ts';
import { tsodyksMarkram } from './tsodyks-markram.ts';
import { vogels } from './vogels.ts';

/** Every plasticity rule, in the order of the menus. */
export const plasticityRules: readonly PlasticityModel[] = [
  tsodyksMarkram,
  stdpAdditive,
  stdpMultiplicative,
  stdpNearest,
  triplet,
  vogels,
  synapticScaling,
];

export function findPlasticity(id: string): PlasticityModel | undefined {
  return plasticityRules.find((model) => model.id === id);
}

/** A rule's parameters on an edge whose weights have this unit. */
export function plasticityParameters(model: PlasticityModel, weightUnit: string): ParameterDeclaration[] {
  const inUnit = (number: string): string => `${number} ${weightUnit}`;
  return model.parameters.map((declaration) => {
    if (declaration.unit !== 'weight') return declaration;
    const { default: usual, min, max } = declaration;
    return {
      ...declaration,
      unit: weightUnit,
      default: inUnit(usual),
      ...(min === undefined ? {} : { min: inUnit(min) }),
      ...(max === undefined ? {} : { max: inUnit(max) }),
    };
  });
}
