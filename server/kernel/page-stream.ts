/** Cuts a pipe's chunks into the sub-buffers that were written into it: each is exactly `size` bytes. */
export interface PageStream {
  push(chunk: Buffer): void;
}

export function pageStream(size: number, onPage: (page: Buffer) => void): PageStream {
  let rest: Buffer | undefined;
  return {
    push(chunk) {
      let bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      while (bytes.length >= size) {
        onPage(bytes.subarray(0, size));
        bytes = bytes.subarray(size);
      }
      rest = bytes.length === 0 ? undefined : bytes;
    },
  };
}
