/** Reading one field out of a trace record. Records are little-endian, as every machine that Docker runs on but s390x. */
import type { EventFormat, Field } from './event-format';

/** Reads a number out of the record that begins at `at`. 64-bit values beyond 2^53 lose their lowest bits. */
export type NumberReader = (page: Buffer, at: number) => number;
export type TextReader = (page: Buffer, at: number) => string;

/** How to read this number; undefined where the kernel's event has no such field. */
export function numberReader(format: EventFormat, name: string): NumberReader | undefined {
  const field = format.fields.get(name);
  return field === undefined || field.shape !== 'number' ? undefined : readerOf(field);
}

/** How to read the lower half of a number: what a system call makes of an `int` argument, however it was extended. */
export function lowWordReader(format: EventFormat, name: string): NumberReader | undefined {
  const field = format.fields.get(name);
  return field === undefined ? undefined : (page, at) => page.readUInt32LE(at + field.offset);
}

function readerOf({ offset, size, signed }: Field): NumberReader | undefined {
  switch (size) {
    case 1:
      return signed ? (page, at) => page.readInt8(at + offset) : (page, at) => page.readUInt8(at + offset);
    case 2:
      return signed ? (page, at) => page.readInt16LE(at + offset) : (page, at) => page.readUInt16LE(at + offset);
    case 4:
      return signed ? (page, at) => page.readInt32LE(at + offset) : (page, at) => page.readUInt32LE(at + offset);
    case 8:
      return (page, at) => {
        const high = signed ? page.readInt32LE(at + offset + 4) : page.readUInt32LE(at + offset + 4);
        return high * 2 ** 32 + page.readUInt32LE(at + offset);
      };
    default:
      return undefined;
  }
}

/** How to read this text; undefined where there is none. Bytes that are no UTF-8 become U+FFFD, anything else stays as it was. */
export function textReader(format: EventFormat, name: string): TextReader | undefined {
  const field = format.fields.get(name);
  if (field === undefined) return undefined;
  const { offset, size } = field;
  switch (field.shape) {
    case 'text':
      return (page, at) => textUntilNul(page, at + offset, size);
    case 'data-loc':
    case 'rel-loc': {
      // include/trace/stages/stage3_trace_output.h: low half the place, high half the length.
      const base = field.shape === 'rel-loc' ? offset + size : 0;
      return (page, at) => {
        const place = page.readUInt32LE(at + offset);
        return textUntilNul(page, at + base + (place & 0xffff), place >>> 16);
      };
    }
    case 'number':
      return undefined;
  }
}

function textUntilNul(page: Buffer, start: number, length: number): string {
  const end = Math.min(start + length, page.length);
  const nul = page.indexOf(0, start);
  return page.toString('utf8', start, nul === -1 || nul > end ? end : nul);
}
