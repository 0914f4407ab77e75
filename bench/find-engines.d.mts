/** A Python that has Brian2, or null. */
export function findBrian2(): string | null;
/** A C++ compiler, or null. */
export function findCompiler(): string | null;
