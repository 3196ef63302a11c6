/** What is on screen as plain text. */
import type { Event, EventType } from '@/model/event';
import type { World } from '@/model/world';
import { psHost, psInside } from '@/model/ps-view';
import { harmless } from '@/components/process-trees/shown-text';
import { PS_HEADER, psText } from '@/components/ps/ps-text';

/** `ps -ef` of each running container: as it printed it, or else as the events have it. */
export function psInsideText(world: World): string {
  const running = [...world.containers.values()].filter(({ state }) => state === 'running' || state === 'paused');
  return running
    .map(({ id, name }) => {
      const printed = world.ps.get(id)?.text.trimEnd().split('\n').map(harmless).join('\n');
      return `$ docker exec ${name} ps -ef\n${printed ?? [PS_HEADER, ...psInside(world, id).map(psText)].join('\n')}\n`;
    })
    .join('\n');
}

export function psHostText(world: World): string {
  return `${['$ ps -ef', PS_HEADER, ...psHost(world).map(psText)].join('\n')}\n`;
}

/** One line for each event that is told: seconds, and the sentence. */
export function eventsText(events: readonly Event[], told: readonly EventType[], tell: (event: Event, index: number) => string): string {
  const lines: string[] = [];
  for (const [index, event] of events.entries()) if (told.includes(event.type)) lines.push(`${(event.t / 1000).toFixed(3).padStart(9)}  ${tell(event, index)}${event.inferred === true ? ' (inferred)' : ''}\n`);
  return lines.join('');
}
