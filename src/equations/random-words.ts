import { philox, uniformOf } from './philox.ts';

/** An endless sequence of random numbers of one element, row or synapse: of Philox blocks, one after the other. */
export class RandomWords {
  private readonly words = new Uint32Array(4);
  private used = 4;
  private block = 0;
  private element = 0;
  private index = 0;

  /** `purpose` is the last word of the counter: it tells what the numbers are for. */
  constructor(
    private readonly seed: number,
    private readonly key: number,
    private readonly purpose: number,
  ) {}

  /** Starts the sequence of another element. */
  at(element: number): this {
    this.element = element;
    return this.section(0);
  }

  /** Starts another sequence of the same element. */
  section(index: number): this {
    this.index = index;
    this.block = 0;
    this.used = 4;
    return this;
  }

  word(): number {
    if (this.used === 4) {
      philox(this.element, this.block++, this.index, this.purpose, this.seed, this.key, this.words);
      this.used = 0;
    }
    return this.words[this.used++] ?? 0;
  }

  uniform(): number {
    const high = this.word();
    return uniformOf(high, this.word());
  }

  /** A whole number below n, by multiplication; the bias, n / 2^32, is far below what any network could show. */
  below(n: number): number {
    return Math.floor((this.word() * n) / 4294967296);
  }
}
