import { describe, expect, it } from 'vitest';
import { judgeDockerfile } from './dockerfile';

const rules = {
  args: {},
  hasArchive: false,
  resolve: (image: string) => {
    if (image === 'mine') return 'pid1lab-0123456789-mine:latest';
    if (image === 'debian:x') return image;
    throw new Error(`no ${image}`);
  },
};

describe('what the engine reads instead of the learner’s Dockerfile', () => {
  it('[GW8] is one instruction a line, on the line where it began', () => {
    const { text, bases } = judgeDockerfile('# comment\nFROM mine\n\nRUN a \\\n  # between\n\n  && b\nCMD ["x"]', rules);
    expect(text).toBe('\nFROM pid1lab-0123456789-mine:latest\n\nRUN a   && b\n\n\n\nCMD ["x"]\n');
    expect(bases).toEqual(['pid1lab-0123456789-mine:latest']);
  });

  it('[GW8] names stages as they are and images as the engine knows them', () => {
    expect(judgeDockerfile('FROM debian:x as One\nFROM one AS two\nCOPY --from=ONE /a /b\nCOPY --from=0 /a /b\nCOPY --chown=1:1 --from=mine a b\nFROM scratch', rules).text).toBe(
      'FROM debian:x AS One\nFROM one AS two\nCOPY --from=ONE /a /b\nCOPY --from=0 /a /b\nCOPY --chown=1:1 --from=pid1lab-0123456789-mine:latest a b\nFROM scratch\n',
    );
    // A stage that is yet to come is none.
    expect(() => judgeDockerfile('FROM debian:x\nCOPY --from=later a b\nFROM debian:x AS later', rules)).toThrow(/no later/);
    expect(() => judgeDockerfile('FROM debian:x\nCOPY --from=0 a b', rules)).toThrow(/no 0/);
  });

  it('[GW8] fills ARGs of FROM, the given ones first', () => {
    const text = 'ARG A=mine B="debian:x"\nFROM $A\nFROM ${B}\nFROM ${C:-mine}\nFROM ${A:+debian:x}\n';
    expect(judgeDockerfile(text, rules).bases).toEqual(['pid1lab-0123456789-mine:latest', 'debian:x', 'pid1lab-0123456789-mine:latest', 'debian:x']);
    expect(judgeDockerfile(text, { ...rules, args: { A: 'debian:x' } }).bases[0]).toBe('debian:x');
    expect(() => judgeDockerfile('FROM $NOTHING', rules)).toThrow(/should not be blank/);
  });

  it('[GW8] says the engine’s words and the line for what is no Dockerfile', () => {
    expect(() => judgeDockerfile('FROM debian:x\n\nRUNN x', rules)).toThrow('dockerfile parse error line 3: unknown instruction: RUNN');
    expect(() => judgeDockerfile('FROM debian:x\nRUN', rules)).toThrow(/line 2: RUN requires at least one argument/);
    expect(() => judgeDockerfile('# only this', rules)).toThrow(/cannot be empty/);
    expect(() => judgeDockerfile('FROM debian:x\nRUN a \\', rules)).not.toThrow();
    expect(() => judgeDockerfile('FROM debian:x\n'.repeat(101), rules)).toThrow(/more than 100/);
  });

  it('[GW8] keeps labels and files that are nobody else’s business', () => {
    for (const line of ['LABEL a=b c="d e"', 'LABEL version=$VERSION', 'LABEL old style value', 'ADD a.txt /b/', 'ADD --chown=1:1 a b', 'ADD ["a b", "/c"]', 'ONBUILD RUN x', 'HEALTHCHECK --interval=5s CMD true', 'ENV A=$B']) {
      expect(judgeDockerfile(`FROM debian:x\n${line}`, rules).text, line).toBe(`FROM debian:x\n${line}\n`);
    }
    expect(() => judgeDockerfile('FROM debian:x\nADD a b', { ...rules, hasArchive: true })).toThrow(/ADD beside an archive/);
  });
});
