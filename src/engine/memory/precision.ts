/** How numbers of a network's states are kept and computed. */
export type Precision = 'f64' | 'f32';

export const bytesOf = (precision: Precision): 4 | 8 => (precision === 'f64' ? 8 : 4);

/** The shift by which an index of an element becomes its byte offset within a column. */
export const shiftOf = ({ precision }: { readonly precision: Precision }): 2 | 3 => (precision === 'f64' ? 3 : 2);
