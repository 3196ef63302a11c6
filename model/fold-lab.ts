/** What the lab run, commands and the sources themselves do to a world. */
import type { CommandEvent, Event, LabEvent, SourceEvent } from './event';
import type { Draft } from './draft';
import { note } from './anomaly';

type LabFact = Exclude<Extract<Event, { type: (CommandEvent | LabEvent | SourceEvent)['type'] }>, { type: 'ps' }>;

export function foldLab(draft: Draft, event: LabFact): void {
  switch (event.type) {
    case 'command-waiting':
      draft.commands.set(event.command, {
        id: event.command, line: event.line, step: event.step, typed: false, ahead: event.ahead, startedAt: event.t, endedAt: null, exitCode: null, error: null,
      });
      break;
    case 'command-started':
      draft.commands.set(event.command, {
        id: event.command, line: event.line, step: event.step, typed: event.typed === true, ahead: null, startedAt: event.t, endedAt: null, exitCode: null, error: null,
      });
      break;
    case 'command-ended':
      if (draft.commands.get(event.command) === undefined) note(draft, event, 'CMD1', `the end of command ${event.command}, which never began`);
      draft.commands.patch(event.command, { endedAt: event.t, exitCode: event.exitCode, error: event.error ?? null });
      break;
    case 'command-output':
      break;
    case 'lab-opened':
      draft.lab = event.lab;
      break;
    case 'step-entered':
      draft.step = event.step;
      break;
    case 'step-reset':
      draft.step = event.step;
      draft.predictions.delete(event.step);
      break;
    case 'step-predicted':
      draft.predictions.set(event.step, event.choice);
      break;
    case 'image':
      draft.images.set(event.image, { state: event.state, progress: event.progress });
      break;
    case 'observer':
      draft.observer = { mode: event.mode, reason: event.reason };
      break;
    case 'engine': {
      const { state, kind, version, api, cgroup } = event;
      draft.engine = { state, kind, version, api, cgroup };
      break;
    }
    case 'lost':
      note(draft, event, 'OBS1', `${event.source} lost ${event.count === 0 ? 'events' : `${event.count} events`}; a snapshot follows`);
      break;
    default:
      event satisfies never;
  }
}
