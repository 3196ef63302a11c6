/**
 * The engine's multiplexed output: frames of an eight byte head (stream, three zeros, length) and a body.
 * Engine API, "Attach to a container: Stream format". Own code: dockerode's recurses per frame and guesses at bad heads.
 */
import { StringDecoder } from 'node:string_decoder';

export type OutputStream = 'stdout' | 'stderr';

export type OutputWriter = (stream: OutputStream, text: string) => void;

/** A frame longer than this is no frame. */
const MAX_FRAME = 64 * 1024 * 1024;

export class FrameReader {
  readonly #write: (stream: OutputStream, bytes: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);
  #broken = false;

  constructor(write: (stream: OutputStream, bytes: Buffer) => void) {
    this.#write = write;
  }

  push(chunk: Buffer): void {
    if (this.#broken) return;
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (bytes.length >= 8) {
      const kind = bytes.readUInt8(0);
      const length = bytes.readUInt32BE(4);
      if (kind > 3 || length > MAX_FRAME) {
        this.#broken = true;
        return;
      }
      if (bytes.length < 8 + length) break;
      // 3 is "system error": text for people.
      this.#write(kind >= 2 ? 'stderr' : 'stdout', bytes.subarray(8, 8 + length));
      bytes = bytes.subarray(8 + length);
    }
    this.#rest = bytes;
  }
}

/** Passes a container's output on as text until the stream ends, for whatever reason. With a terminal there are no frames. */
export function pumpOutput(stream: NodeJS.ReadableStream, tty: boolean, write: OutputWriter): Promise<void> {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  const text = (to: OutputStream, bytes: Buffer) => {
    const decoded = decoders[to].write(bytes);
    if (decoded !== '') write(to, decoded);
  };
  const frames = new FrameReader(text);
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => (tty ? text('stdout', chunk) : frames.push(chunk)));
    for (const event of ['end', 'close', 'error']) stream.on(event, resolve);
  });
}
