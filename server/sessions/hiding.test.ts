import { expect, it } from 'vitest';
import type { Event } from '@/model/event';
import { hidden } from './hiding';

const MACHINE = { hostName: 'ada.lab-7', folders: ['/srv/people/ada/pid1', '/srv/people/ada', '/root', '/'] };

it('[REC4] the host’s name and its owner’s paths are hidden wherever a program may have told them', () => {
  const events: Event[] = [
    { type: 'log', id: 'a'.repeat(64), stream: 'stdout', text: 'listening on ada.lab-7:6379, not on xada.lab-7 or ada.lab-7.example\n', seq: 1, t: 0 },
    { type: 'command-output', command: 'c1', stream: 'stderr', text: 'open /srv/people/ada/pid1/Dockerfile: no such file', seq: 2, t: 0 },
    { type: 'exec', proc: '7.1', comm: 'containerd-shim', role: 'engine', argv: ['/usr/bin/containerd-shim-runc-v2', '-address', '/run/user/1000/docker/containerd/containerd.sock', '--root=/mnt/ada/docker/runtime-runc/moby'], seq: 3, t: 0 },
    { type: 'ps', id: 'a'.repeat(64), text: 'root 1 0 sh /root/start.sh ada.lab-7', seq: 4, t: 0 },
  ];
  expect(hidden(events, MACHINE)).toEqual([
    { ...events[0], text: 'listening on the-host:6379, not on xada.lab-7 or ada.lab-7.example\n' },
    { ...events[1], text: 'open /…/Dockerfile: no such file' },
    { ...events[2], argv: ['/usr/bin/containerd-shim-runc-v2', '-address', '/…/containerd.sock', '--root=/…/moby'] },
    { ...events[3], text: 'root 1 0 sh /root/start.sh the-host' },
  ]);
});

it('[REC4] what the log itself says is left alone, whatever the host is called', () => {
  const event: Event = { type: 'fork', proc: '7.1', parent: null, role: 'member', comm: 'fork', seq: 1, t: 0 };
  expect(hidden(event, { hostName: 'fork', folders: [] })).toEqual(event);
});
