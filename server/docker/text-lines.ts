import { StringDecoder } from 'node:string_decoder';

/** Calls with each line of a stream, without its line break; lines are cut at `longest` characters. Fulfilled when the stream has ended, for whatever reason. */
export function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void, { longest }: { readonly longest: number }): Promise<void> {
  return new Promise((resolve) => {
    const splitter = new LineSplitter(onLine, longest);
    stream.on('data', (chunk: Buffer | string) => splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
    const end = () => {
      splitter.end();
      resolve();
    };
    stream.on('end', end);
    stream.on('close', end);
    stream.on('error', end);
  });
}

/** Bytes in, lines out; a character whose bytes come in two pieces stays whole. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  readonly #longest: number;
  #rest = '';
  #skipping = false;

  constructor(onLine: (line: string) => void, longest: number) {
    this.#onLine = onLine;
    this.#longest = longest;
  }

  push(bytes: Buffer): void {
    this.#take(this.#decoder.write(bytes));
  }

  /** Gives out what stands after the last line break. */
  end(): void {
    this.#take(this.#decoder.end());
    if (this.#rest !== '' && !this.#skipping) this.#onLine(this.#rest);
    this.#rest = '';
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (this.#skipping) this.#skipping = false;
      else this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
    if (this.#rest.length > this.#longest) {
      if (!this.#skipping) this.#onLine(this.#rest.slice(0, this.#longest));
      this.#skipping = true;
      this.#rest = '';
    }
  }
}
