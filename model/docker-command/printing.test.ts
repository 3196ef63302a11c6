import { describe, expect, it } from 'vitest';
import { humanDuration, humanSize } from './human';
import { formatTable } from './table';
import { fillTemplate, parseTemplate } from './template';

function fill(text: string, value: unknown): string {
  const template = parseTemplate(text);
  if (template.type === 'problem') throw new Error(template.what);
  return fillTemplate(template, value);
}

describe('printing like docker', () => {
  it('[DCL12] columns are as wide as their widest cell and three, ten at least; the last is not padded', () => {
    expect(formatTable([['PID', 'CMD'], ['4038', 'redis-server *:6379']])).toBe('PID       CMD\n4038      redis-server *:6379\n');
    expect(formatTable([['CONTAINER ID', 'NAMES'], ['0123456789ab', 'web']])).toBe('CONTAINER ID   NAMES\n0123456789ab   web\n');
    expect(formatTable([['UID', 'PID', 'CMD'], ['root', '1', 'x']], 20)).toBe(`${'UID'.padEnd(20)}${'PID'.padEnd(20)}CMD\n${'root'.padEnd(20)}${'1'.padEnd(20)}x\n`);
  });

  it('[DCL13] a format is filled from fields; what is missing is <no value>; loops are refused', () => {
    const value = { Id: 'abc', State: { Pid: 42, Running: true }, Config: { Cmd: ['a', 'b'], Labels: { x: 'y' }, Entrypoint: null } };
    expect(fill('{{.State.Pid}}', value)).toBe('42');
    expect(fill('{{.Id}} {{ .State.Running }}\\t{{.Config.Cmd}}', value)).toBe('abc true\t[a b]');
    expect(fill('{{json .State}}', value)).toBe('{"Pid":42,"Running":true}');
    expect(fill('{{index .Config.Labels "x"}} {{.Config.Labels}}', value)).toBe('y map[x:y]');
    expect(fill('{{.Nope.Deep}} {{.Config.Entrypoint}} {{.constructor}}', value)).toBe('<no value> <nil> <no value>');
    for (const text of ['{{range .Config.Cmd}}x{{end}}', '{{if .Id}}', '{{.Id', '{{printf "%s" .Id}}']) expect(parseTemplate(text).type, text).toBe('problem');
  });

  it('[DCL14] times and sizes are worded as docker words them', () => {
    expect([0, 1_500, 59_000, 61_000, 3_000_000, 3_600_000, 7_200_000, 200 * 3_600_000].map(humanDuration)).toEqual(['Less than a second', '1 second', '59 seconds', 'About a minute', '50 minutes', 'About an hour', '2 hours', '8 days']);
    expect([999, 1_980_000, 163_400_000, 1_230_000_000].map(humanSize)).toEqual(['999B', '1.98MB', '163MB', '1.23GB']);
  });
});
