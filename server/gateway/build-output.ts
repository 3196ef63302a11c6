import { LABEL } from '../docker/labels';
import { toLearner } from './to-learner';

/** What the client reads: the engine's lines in the learner's words; with -q only the image's id. */
export class BuildOutput {
  readonly #session: string;
  readonly #quiet: boolean;
  readonly #follow: (text: string) => void;
  #id: string | undefined;
  #failed = false;
  /** The step that puts our label on is none of the learner's. */
  #ours: number | undefined;
  #hidden = false;
  #last: string | undefined;

  constructor(session: string, quiet: boolean, follow: (text: string) => void) {
    this.#session = session;
    this.#quiet = quiet;
    this.#follow = follow;
  }

  get isBuilt(): boolean {
    return this.#id !== undefined && !this.#failed;
  }

  take(line: string): readonly string[] {
    let message: { readonly stream?: unknown; readonly error?: unknown; readonly aux?: { readonly ID?: unknown } };
    try {
      message = JSON.parse(line) as typeof message;
    } catch {
      return [];
    }
    if (typeof message.stream === 'string') this.#follow(message.stream);
    if (typeof message.aux?.ID === 'string') this.#id = message.aux.ID;
    if (message.error !== undefined) this.#failed = true;
    if (this.#quiet && message.error === undefined) return [];
    const shown = typeof message.stream === 'string' ? this.#shown(message.stream) : undefined;
    if (shown === null) return [];
    return [`${JSON.stringify(toLearner(this.#session, shown === undefined ? message : { ...message, stream: shown }))}\r\n`];
  }

  /** Null: not shown. */
  #shown(text: string): string | null {
    const [, number = '', total = '', instruction = ''] = /^Step (\d+)\/(\d+) : ([^]*)$/.exec(text) ?? [];
    if (number === '') {
      if (text.startsWith('Successfully ')) this.#hidden = false;
      return this.#hidden ? null : text;
    }
    this.#hidden = instruction.startsWith(`LABEL ${LABEL.built}=`);
    if (this.#hidden) this.#ours = Number(number);
    if (this.#hidden) return null;
    return `Step ${this.#ours === undefined ? number : Number(number) - 1}/${Number(total) - 1} : ${instruction}`;
  }

  fail(why: string): void {
    this.#failed = true;
    this.#last = JSON.stringify({ errorDetail: { message: why }, error: why });
  }

  /** What is still to be said. */
  end(): string | undefined {
    if (this.#quiet && this.isBuilt) return `${JSON.stringify({ stream: `${this.#id ?? ''}\n` })}\r\n`;
    return this.#last;
  }
}
