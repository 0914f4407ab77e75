import type { Precision } from './precision.ts';

/** Typed views on the linear memory. */
export class Views {
  constructor(readonly buffer: ArrayBufferLike) {}
  doubles = (address: number, length: number): Float64Array => new Float64Array(this.buffer, address, length);
  integers = (address: number, length: number): Int32Array => new Int32Array(this.buffer, address, length);
  words = (address: number, length: number): Uint32Array => new Uint32Array(this.buffer, address, length);
  halves = (address: number, length: number): Uint16Array => new Uint16Array(this.buffer, address, length);
  singles = (address: number, length: number): Float32Array => new Float32Array(this.buffer, address, length);
  bytes = (address: number, length: number): Uint8Array => new Uint8Array(this.buffer, address, length);
  /** The numbers of a column, in the precision of the network. */
  numbers = (precision: Precision, address: number, length: number): Float64Array | Float32Array =>
    precision === 'f64' ? this.doubles(address, length) : this.singles(address, length);
}
