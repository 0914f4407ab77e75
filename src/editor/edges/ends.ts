/** Height of an edge's end against the in port, px: excitation, current and inhibition land side by side, not on each other. */
export const END_OFFSET = { excitatory: -9, inhibitory: 13, injection: 0 } as const;

/** Gap between the end of the line and the port, px. */
export const END_GAP = 5;
