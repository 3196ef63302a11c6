/** Instructions that could reach further than the image they build. */
import { badRequest, notAllowed } from './refusal';

/** The `--flag=value` words before the arguments. Throws a Refusal for a flag that hides in quotes or variables. */
export function splitFlags(rest: string): { readonly flags: readonly string[]; readonly rest: string } {
  const flags: string[] = [];
  let left = rest;
  for (;;) {
    const match = /^(--\S*)(?:\s+|$)/.exec(left);
    if (match === null) return { flags, rest: left };
    const [whole, flag = ''] = match;
    if (flag !== '--' && !/^--[a-z]+(=[^"'\\$`]*)?$/.test(flag)) throw badRequest(`${flag.slice(0, 60)} cannot be read. Write the flag without quotes and variables.`);
    flags.push(flag);
    left = left.slice(whole.length);
    if (flag === '--') return { flags, rest: left };
  }
}

/**
 * ADD is COPY that also fetches and unpacks. The engine would fetch from the host's own network, and would unpack a
 * small archive to any size.
 */
export function judgeAdd(rest: string, hasArchive: boolean): string {
  const { flags, rest: words } = splitFlags(rest);
  const plain = unquoted(words);
  if (/https?:|ftp:|git@|git:|\\u/i.test(plain) || /\\u/i.test(words)) throw notAllowed('ADD of an address', 'the engine would fetch it from the host’s network.', 'Fetch it in a step: RUN curl -o FILE ADDRESS, or put it beside the Dockerfile and use COPY.');
  if (plain.includes('$')) throw notAllowed('ADD with a variable', 'it could be an address.', 'Use COPY.');
  if (hasArchive) throw notAllowed('ADD beside an archive', 'unpacked it could be of any size.', 'Use COPY, and unpack in a step: RUN tar -xf FILE');
  return [...flags, words].join(' ');
}

/** Labels of ours say whose a container is; a build's steps carry the Dockerfile's labels. */
export function judgeLabel(rest: string): string {
  const plain = unquoted(rest);
  if (/pid1lab/i.test(plain)) throw notAllowed('A label that begins with pid1lab', 'such labels say whose a container is.', 'Choose another name.');
  for (const word of plain.split(/\s+/)) {
    const dollar = word.indexOf('$');
    const equals = word.indexOf('=');
    if (dollar >= 0 && (equals < 0 || dollar < equals || word.lastIndexOf('=') > dollar)) {
      throw notAllowed('A variable in a label’s name', 'it could become one of the lab’s own.', 'Write NAME=$VALUE, without spaces in between.');
    }
  }
  return rest;
}

function unquoted(text: string): string {
  return text.replace(/["'\\`]/g, '');
}
