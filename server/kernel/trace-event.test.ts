import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEventFormat } from './event-format';
import type { EventFormat } from './event-format';
import { parsePageLayout, readPage } from './ring-buffer-page';
import { WANTED, recordDecoder } from './trace-event';
import type { RecordDecoder, TraceEvent } from './trace-event';

const FIXTURES = 'test/fixtures/trace';
const formats = readFileSync(`${FIXTURES}/formats.txt`, 'utf8').split(/^(?=name: )/m).map(parseEventFormat);

function formatOf(path: string): EventFormat {
  const format = formats.find(({ name }) => path.endsWith(`/${name}`));
  if (format === undefined) throw new Error(`no format of ${path}`);
  return format;
}

function decode(page: Buffer): TraceEvent[] {
  const decoders = new Map<number, RecordDecoder>(WANTED.map(({ type, path }) => [formatOf(path).id, recordDecoder(type, formatOf(path))]));
  const layout = parsePageLayout(readFileSync(`${FIXTURES}/header_page.txt`, 'utf8'));
  const events: TraceEvent[] = [];
  readPage(page, layout, (time, start) => {
    const event = decoders.get(page.readUInt16LE(start))?.(page, start, time / 1e6);
    if (event !== undefined) events.push(event);
  });
  return events;
}

/** What the kernel wrote as `unshare --pid --fork sh -c '…'` ran. */
const events = decode(readFileSync(`${FIXTURES}/cpu0.pages`));
const shell = events.find((event) => event.type === 'unshare')?.tid ?? 0;

describe('trace events', () => {
  it('[OBS3] fork, thread flag and exec come with host pids', () => {
    const born = events.filter((event) => event.type === 'newtask');
    expect(born.map(({ flags }) => flags)).toEqual([0x4100, 0x120_0000, 0x120_0000, 0x120_0000, 0x120_0000]);
    const first = born[0];
    expect(first).toMatchObject({ tid: shell, comm: 'unshare' });
    expect(events.find((event) => event.type === 'exec' && event.pid === first?.child)).toMatchObject({ filename: '/proc/self/exe', oldTid: first?.child });
  });

  it('[OBS13] a file name with a space is one file name', () => {
    expect(events.flatMap((event) => (event.type === 'exec' && event.filename.includes(' ') ? [event.filename] : []))).toEqual(['/tmp/a b']);
  });

  it('[OBS9] exit codes come from exit_group, and the end of a process is marked', () => {
    expect(events.flatMap((event) => (event.type === 'exit-group' ? [event.code] : []))).toEqual([7, 0, 0, 0, 0]);
    expect(events.filter((event) => event.type === 'exit').every((event) => event.last === true)).toBe(true);
  });

  it('[OBS10] wait4 returns the number in the reaper\'s namespace', () => {
    const waits = events.flatMap((event) => (event.type === 'waited' ? [event] : []));
    const inner = waits.filter(({ tid }) => tid !== shell).map(({ nspid }) => nspid);
    expect(inner).toEqual([2, 3, 4]);
    expect(waits.find(({ tid }) => tid === shell)?.nspid).toBe(waits.find(({ tid }) => tid !== shell)?.tid);
  });

  it('[OBS12] signals carry number, reason and the kernel\'s verdict', () => {
    const signals = events.flatMap((event) => (event.type === 'signal' ? [`${event.signal} ${event.code} ${event.result}`] : []));
    expect(signals).toEqual(['17 1 0', '9 0 0', '17 2 0', '15 0 0', '17 1 0', '17 1 1', '9 128 1', '17 1 1', '17 1 0']);
  });

  it('[OBS15] an event that lacks a needed field is refused, an optional field is not missed', () => {
    const format = formatOf('sched/sched_process_exit');
    const without = (name: string): EventFormat => ({ ...format, fields: new Map([...format.fields].filter(([key]) => key !== name)) });
    expect(() => recordDecoder('exit', without('common_pid'))).toThrow(/no field common_pid/);
    expect(recordDecoder('exit', without('group_dead'))(Buffer.alloc(64), 0, 1)).toEqual({ type: 'exit', at: 1, tid: 0, last: undefined });
  });

  it('[OBS9] an exit code is the lowest byte of an int, however it was extended', () => {
    const decoder = recordDecoder('exit-group', formatOf('syscalls/sys_enter_exit_group'));
    for (const raw of [0xffff_ffffn, 0xffff_ffff_ffff_ffffn, 0x1_0000_00ffn]) {
      const record = Buffer.alloc(24);
      record.writeBigUInt64LE(raw, 16);
      expect(decoder(record, 0, 1)).toMatchObject({ code: 255 });
    }
  });
});
