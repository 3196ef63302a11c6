/** The guide that a recording carries; where it carries none, its steps as the log names them. */
import type { Event } from '@/model/event';
import type { GuideStep, LabGuide } from '@/protocol/lab-guide';
import type { Recording } from '@/protocol/recording';

const NOTHING = { en: { todo: '', explain: '' }, zh: { todo: '', explain: '' } };

export function guideOf({ header, begin, events }: Recording): LabGuide {
  if (header.guide !== undefined) return header.guide;
  const entered = events.flatMap((event: Event) => (event.type === 'step-entered' ? [event.step] : []));
  const ids = [...new Set([...(begin?.step == null ? [] : [begin.step]), ...entered])];
  const name = header.lab === '' ? '?' : header.lab;
  return {
    slug: header.lab, title: both(name), summary: both(''), minutes: 0, images: [], intro: both(''),
    steps: (ids.length === 0 ? [name] : ids).map((id) => step(id, events)),
  };
}

function step(id: string, events: readonly Event[]): GuideStep {
  const run = events.flatMap((event) => (event.type === 'command-started' && event.step === id ? [event.line] : []));
  return { id, title: both(id), predict: null, run: [...new Set(run)], observe: null, expect: [], hints: [], task: null, prose: NOTHING };
}

function both(text: string): { readonly en: string; readonly zh: string } {
  return { en: text, zh: text };
}
