import { StringDecoder } from 'node:string_decoder';

/** A longer line is no line of the engine's. */
const LONGEST = 4 * 1024 * 1024;

/** The lines of a stream, at the pace of whoever takes them. Throws at an endless one. */
export async function* streamLines(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new Error('The engine sent a line without an end.');
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
