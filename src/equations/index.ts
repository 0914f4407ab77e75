export type { Equation, Expression, Fault, Span, Statement } from './ast.ts';
export { namesIn, printExpression } from './ast.ts';
export { FUNCTIONS } from './functions.ts';
export { integrators } from './integrators/index.ts';
export { type ElementValues, evaluateProgram } from './interpret.ts';
export { type LoweredGroup, type LowerInput, type LowerResult, lowerGroup } from './lower.ts';
export { parseEquations, parseExpression, parseStatements, substitute } from './parse.ts';
export type { Given } from './scope.ts';
export { equationsToTex, expressionToTex, nameToTex, type Symbols } from './tex.ts';
