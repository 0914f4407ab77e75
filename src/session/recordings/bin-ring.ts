type Numbers = Uint32Array | Float64Array;

/**
 * The latest of a row of equal bins, each of which holds `width` numbers. Bins are numbered from the start of the run.
 */
export class BinRing<A extends Numbers> {
  /** Number of the oldest bin that is held, and how many there are. */
  first = 0;
  count = 0;
  /** The numbers of a bin begin at its place. */
  data: A;
  private capacity = 0;

  constructor(
    private readonly kind: new (length: number) => A,
    private readonly width: number,
    private readonly empty: number,
  ) {
    this.data = new kind(0);
  }

  get end(): number {
    return this.first + this.count;
  }

  get bytes(): number {
    return this.data.byteLength;
  }

  /** The numbers of a bin that is held. A view: valid until the next `push`. */
  at(bin: number): A {
    const place = this.place(bin);
    return this.data.subarray(place, place + this.width) as A;
  }

  place(bin: number): number {
    // The capacity is a power of two.
    return (bin & (this.capacity - 1)) * this.width;
  }

  /** Begins the next bin; as many as are wanted stay, the latest. */
  push(most: number): A {
    while (this.count >= most) {
      this.first += 1;
      this.count -= 1;
    }
    if (this.count === this.capacity) this.grow(Math.max(16, 2 * this.capacity));
    this.count += 1;
    return this.at(this.end - 1).fill(this.empty) as A;
  }

  /** The bins from here on are not there. */
  cut(end: number): void {
    this.count = Math.max(0, Math.min(this.count, end - this.first));
  }

  private grow(capacity: number): void {
    const data = new this.kind(capacity * this.width);
    for (let bin = this.first; bin < this.end; bin++) data.set(this.at(bin), (bin & (capacity - 1)) * this.width);
    this.data = data;
    this.capacity = capacity;
  }
}
