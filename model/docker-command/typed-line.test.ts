import { describe, expect, it } from 'vitest';
import { splitWords } from './words';
import { typedLine } from './typed-line';

const KNOWN = ['docker run -d --name myredis myredis:shell', `docker inspect -f '{{.State.Pid}}' myredis`, 'docker stop myredis', 'docker exec mine cat', 'host ps'];

function told(line: string): string {
  const split = splitWords(line);
  if (split.type === 'problem') throw new Error(split.what);
  return typedLine(split.words, KNOWN);
}

describe('typedLine', () => {
  it.each([
    ['docker run --detach --name=myredis myredis:shell', KNOWN[0]],
    ['docker container stop myredis', 'docker stop myredis'],
    ['docker   inspect --format "{{.State.Pid}}" myredis', KNOWN[1]],
    ['docker container exec mine cat /etc/motd', 'docker exec mine cat /etc/motd'],
    ['host ps -ef', 'host ps'],
  ])('[TERM9] %s is told as the lab writes it', (line, expected) => {
    expect(told(line)).toBe(expected);
  });

  it.each([
    'docker stop another',
    'docker attach myredis',
    'docker run -v /:/host myredis:shell',
    `docker exec myredis sh -c 'echo $HOME; ps'`,
  ])('[TERM9] %s is nothing that the lab knows, and is told as it was typed', (line) => {
    expect(told(line)).toBe(line);
  });

  it('[TERM9] words that no shell would leave alone are told in quotes', () => {
    expect(typedLine(['docker', 'exec', 'web', 'echo', `it's; $HOME`, ''], [])).toBe(`docker exec web echo 'it'\\''s; $HOME' ''`);
  });
});
