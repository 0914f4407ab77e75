import type { ParameterDeclaration } from './types.ts';

/** The end of a run, whenever it comes: a value of a parameter whose `timing` is `offset`. */
export const END = 'end';

/** Whether a value is the end of the run. */
export const isOpenEnd = ({ timing }: Pick<ParameterDeclaration, 'timing'>, value: unknown): boolean =>
  timing === 'offset' && typeof value === 'string' && value.trim() === END;

/** A parameter's default in words. */
export const defaultText = (declaration: ParameterDeclaration): string =>
  isOpenEnd(declaration, declaration.default) ? 'the end of the run' : declaration.default;
