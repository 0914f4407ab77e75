/** A slab of several arrays has at most so many bytes. */
const SLAB_BYTES = 4 * 1024 * 1024;

/**
 * Arrays of one length, cut from buffers that hold as many as were last given away together. A buffer for each array would take a
 * call of the system to get it and another to return it, for which all threads of the process are stopped.
 */
export class Slabs {
  private slab = new Float64Array(0);
  private used = 0;
  private given = 0;
  private expected = 1;

  constructor(private readonly length: number) {}

  next(): Float64Array {
    const { length } = this;
    if (this.used + length > this.slab.length) {
      const most = Math.max(1, Math.floor(SLAB_BYTES / (8 * length)));
      this.slab = new Float64Array(length * Math.min(most, Math.max(1, this.expected - this.given)));
      this.used = 0;
    }
    this.used += length;
    this.given += 1;
    return this.slab.subarray(this.used - length, this.used);
  }

  /** Gives away the arrays cut so far, with their buffers. */
  giveAway(): void {
    this.slab = new Float64Array(0);
    this.used = 0;
    this.expected = this.given;
    this.given = 0;
  }
}
