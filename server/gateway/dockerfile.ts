/**
 * What the learner's Dockerfile becomes for the shared engine. It is not patched but written anew: one instruction a
 * line, comments and continuations gone, line numbers kept, so that the engine's parser and this one cannot differ
 * in what is an instruction. Dockerfile reference; moby/buildkit frontend/dockerfile/parser.
 */
import { buildArgs, expand } from './dockerfile-args';
import { judgeAdd, judgeLabel, splitFlags } from './dockerfile-instructions';
import { badRequest, notAllowed, Refusal } from './refusal';

export interface DockerfileRules {
  /** `--build-arg`. */
  readonly args: Readonly<Record<string, string>>;
  /** The engine's name of an image that the session sees. Throws a Refusal for any other. */
  readonly resolve: (image: string) => string;
  /** The context holds an archive, which ADD would unpack. */
  readonly hasArchive: boolean;
}

export interface Judged {
  readonly text: string;
  /** The engine's names of what it begins FROM. */
  readonly bases: readonly string[];
}

interface Instruction {
  readonly line: number;
  readonly keyword: string;
  readonly rest: string;
}

const KEYWORDS = new Set(['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);
const MOST_INSTRUCTIONS = 100;

/** Throws a Refusal that names the line. */
export function judgeDockerfile(text: string, rules: DockerfileRules): Judged {
  const instructions = readInstructions(text);
  if (instructions.length === 0) throw badRequest('The Dockerfile cannot be empty');
  if (instructions.length > MOST_INSTRUCTIONS) throw badRequest(`The Dockerfile has more than ${MOST_INSTRUCTIONS} instructions. Join some with &&.`);
  const args = buildArgs(rules.args);
  const stages: string[] = [];
  const bases: string[] = [];
  const lines: string[] = [];
  for (const { line, keyword, rest } of instructions) {
    try {
      if (stages.length === 0 && keyword === 'ARG') args.declare(rest);
      const judged = keyword === 'FROM' ? judgeFrom(rest) : `${keyword} ${judgeRest(keyword, rest, rules, stages)}`;
      if (/\\\s*$/.test(judged)) throw badRequest('it ends in a backslash.');
      lines[line] = judged.trimEnd();
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(error.status, `Dockerfile line ${line + 1}: ${error.message}`) : error;
    }
  }
  return { text: `${Array.from(lines, (one: string | undefined) => one ?? '').join('\n')}\n`, bases };

  function judgeFrom(rest: string): string {
    const { flags, rest: words } = splitFlags(rest);
    if (flags.length > 0) throw notAllowed(`FROM ${flags[0] ?? ''}`, 'images are those of this machine.', 'Leave the flag out.');
    const match = /^(\S+)(?:\s+as\s+([A-Za-z0-9][\w.-]*))?$/i.exec(words);
    if (match === null) throw badRequest('FROM requires either one or three arguments');
    const image = expand(match[1] ?? '', args);
    const isImage = image !== 'scratch' && !stages.includes(image.toLowerCase());
    const real = isImage ? rules.resolve(image) : image;
    if (isImage) bases.push(real);
    stages.push((match[2] ?? '').toLowerCase());
    return `FROM ${real}${match[2] === undefined ? '' : ` AS ${match[2]}`}`;
  }
}

function judgeRest(keyword: string, rest: string, rules: DockerfileRules, stages: readonly string[]): string {
  switch (keyword) {
    case 'ADD':
      return judgeAdd(rest, rules.hasArchive);
    case 'COPY':
      return judgeCopy(rest, rules, stages);
    case 'LABEL':
      return judgeLabel(rest);
    case 'RUN':
      if (rest.startsWith('--')) throw notAllowed('A flag of RUN', 'it needs BuildKit, whose builds cannot be judged step by step.', 'Leave it out.');
      return rest;
    case 'ONBUILD': {
      // It acts in a later build, whose stages are not these: what it names must be an image.
      const inner = readKeyword(rest);
      if (inner.keyword === 'FROM' || inner.keyword === 'ONBUILD') throw badRequest(`${inner.keyword} isn't allowed as an ONBUILD trigger`);
      return `${inner.keyword} ${judgeRest(inner.keyword, inner.rest, { ...rules, hasArchive: true }, [])}`;
    }
    default:
      return rest;
  }
}

/** `--from` takes a stage, its number, or an image. */
function judgeCopy(rest: string, rules: DockerfileRules, stages: readonly string[]): string {
  const { flags, rest: words } = splitFlags(rest);
  const judged = flags.map((flag) => {
    if (!/^--from\b/i.test(flag)) return flag;
    const from = flag.slice(flag.indexOf('=') + 1);
    const isStage = stages.includes(from.toLowerCase()) || (/^\d+$/.test(from) && Number(from) < stages.length - 1);
    return `--from=${isStage ? from : rules.resolve(from)}`;
  });
  return [...judged, words].join(' ');
}

function readInstructions(text: string): readonly Instruction[] {
  if (text.includes('\0')) throw badRequest('The Dockerfile holds a zero byte.');
  const found: Instruction[] = [];
  let open: { readonly line: number; text: string } | undefined;
  for (const [line, whole] of text.replace(/^\ufeff/, '').split(/\r?\n/).entries()) {
    const bare = whole.trim();
    if (bare === '') continue;
    if (bare.startsWith('#')) {
      if (/^#\s*escape\s*=/i.test(bare) && found.length === 0) throw notAllowed('The escape directive', 'it is for Windows.', 'Leave it out.');
      continue;
    }
    if (/\\\\[ \t]*$/.test(whole)) throw badRequest(`Dockerfile line ${line + 1}: two backslashes at the end are read differently by different engines. Write one.`);
    const continues = /\\[ \t]*$/.test(whole);
    open ??= { line, text: '' };
    open.text += continues ? whole.replace(/\\[ \t]*$/, '') : whole;
    if (continues) continue;
    found.push(finish(open));
    open = undefined;
  }
  if (open !== undefined && open.text.trim() !== '') found.push(finish(open));
  return found;
}

function finish({ line, text }: { readonly line: number; readonly text: string }): Instruction {
  try {
    return { line, ...readKeyword(text.trim()) };
  } catch (error) {
    throw error instanceof Refusal ? badRequest(`dockerfile parse error line ${line + 1}: ${error.message}`) : error;
  }
}

function readKeyword(text: string): Pick<Instruction, 'keyword' | 'rest'> {
  const [, word = '', rest = ''] = /^(\S+)(?:[ \t\v\f\r]+([^]*))?$/.exec(text) ?? [];
  const keyword = word.toUpperCase();
  // The engine's own words. A here-document's lines end up here, too: they need BuildKit.
  if (!KEYWORDS.has(keyword)) throw badRequest(`unknown instruction: ${word.slice(0, 40).toUpperCase()}`);
  if (rest.trim() === '') throw badRequest(`${keyword} requires at least one argument`);
  return { keyword, rest: rest.trim() };
}
