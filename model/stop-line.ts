/** What a `docker stop` or `docker restart`, as typed, asks for: read for the lifelines, which need no more of the line than this. */

export interface StopLine {
  readonly containers: readonly string[];
  /** How long PID 1 is given; 10 where the line says nothing (docker-stop(1)). */
  readonly seconds: number;
}

const USUAL = 10;

/** Null: the line is about something else. */
export function readStopLine(line: string): StopLine | null {
  const words = line.trim().split(/\s+/);
  if (words[0] === 'sudo') words.shift();
  if (words.shift() !== 'docker') return null;
  if (words[0] === 'container') words.shift();
  const verb = words.shift();
  if (verb !== 'stop' && verb !== 'restart') return null;
  const containers: string[] = [];
  let seconds = USUAL;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const time = /^(?:-t|--time|--timeout)(?:=?(\d+))?$/.exec(word);
    if (time === null) containers.push(word);
    else seconds = Number(time[1] ?? words.shift() ?? USUAL);
  }
  return { containers, seconds: Number.isFinite(seconds) ? seconds : USUAL };
}
