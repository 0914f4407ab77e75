export type { Equation, Expression, Fault, Span, Statement } from './ast.ts';
export { printEquation, printExpression } from './ast.ts';
export { expressionDimension } from './check.ts';
export {
  type Drive,
  freeSuffix,
  named,
  namesIn,
  product,
  renameEquations,
  renameNames,
  subexpression,
  substitute,
  sumOf,
  withDrives,
} from './compose.ts';
export { fieldPrograms } from './field.ts';
export { FUNCTIONS } from './functions.ts';
export { integrators } from './integrators/index.ts';
export { type ElementValues, evaluateProgram } from './interpret.ts';
export { type LoweredGroup, type LowerInput, type LowerResult, lowerGroup } from './lower.ts';
export type { NoiseKind } from './noise.ts';
export { expressionOf, parseEquations, parseExpression, parseStatements } from './parse.ts';
export { type EndText, lowerPlasticity, type PlasticityText } from './plasticity.ts';
export { renameInText } from './rename.ts';
export type { Given } from './scope.ts';
export { equationsToTex, expressionToTex, nameToTex, type Symbols } from './tex.ts';
