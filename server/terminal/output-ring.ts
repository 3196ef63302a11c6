/** The last of what a terminal printed, by its place in all that it ever printed. */
export class OutputRing {
  readonly #capacity: number;
  readonly #chunks: Buffer[] = [];
  #start = 0;
  #end = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The place of the oldest byte that is kept. */
  get start(): number {
    return this.#start;
  }

  /** How much was ever printed. */
  get end(): number {
    return this.#end;
  }

  push(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#end += bytes.length;
    for (let surplus = this.#end - this.#start - this.#capacity; surplus > 0; surplus = this.#end - this.#start - this.#capacity) {
      const oldest = this.#chunks[0] as Buffer;
      const gone = Math.min(surplus, oldest.length);
      // A copy: a view of a few bytes would hold the whole chunk.
      if (gone === oldest.length) this.#chunks.shift();
      else this.#chunks[0] = Buffer.from(oldest.subarray(gone));
      this.#start += gone;
    }
  }

  /** At most `most` bytes from this place on, which must lie between `start` and `end`. */
  read(from: number, most: number): Buffer {
    const parts: Buffer[] = [];
    let length = 0;
    let at = this.#start;
    for (const chunk of this.#chunks) {
      const skipped = Math.max(0, from - at);
      at += chunk.length;
      if (skipped >= chunk.length) continue;
      const part = chunk.subarray(skipped, skipped + most - length);
      parts.push(part);
      length += part.length;
      if (length >= most) break;
    }
    return Buffer.concat(parts, length);
  }
}
