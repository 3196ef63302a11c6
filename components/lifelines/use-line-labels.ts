'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Bar, Grace, Lifelines, Track } from '@/model/lifelines';
import { nameAt } from '@/model/lifelines';
import type { ArrowShape } from './arrow-shapes';
import type { LineRow } from './line-rows';
import type { PlacedLabel, WantedLabel } from './line-labels';
import type { TimeScale } from './time-window';
import { cut, harmless, proseWidth } from '@/components/process-trees/shown-text';
import { seconds } from '@/components/process-trees/use-captions';
import { LABEL, placeLabels } from './line-labels';

/** What is written on each line, in the reader's language. */
export function useLineLabels(lifelines: Lifelines, arrows: readonly ArrowShape[], scale: TimeScale, now: number): (row: LineRow) => readonly PlacedLabel[] {
  const t = useTranslations('lifelines');
  const signal = useTranslations('signal');
  return useMemo(() => {
    const byTarget = grouped(arrows);
    const senders = new Set(arrows.map(({ arrow }) => arrow.from));
    return (row) => {
      const crossing = arrows.filter(({ fromY, toY }) => Math.min(fromY, toY) < row.y && Math.max(fromY, toY) > row.y + row.height).map(({ x }) => x);
      return labelsOf(row, byTarget.get(row.id) ?? [], crossing);
    };

    function labelsOf(row: LineRow, onto: readonly ArrowShape[], crossing: readonly number[]): readonly PlacedLabel[] {
      switch (row.type) {
        case 'commands':
          return row.commands.flatMap(({ id, line, from, to }, index) => {
            const x = Math.max(2, scale.x(from));
            const next = row.commands[index + 1];
            const room = (next === undefined ? scale.width : scale.x(next.from)) - x - 8;
            const took = to === null || to - from < 100 ? '' : ` · ${seconds(to - from)} s`;
            const texts = [`${line}${took}`, line].map(harmless);
            const whole = texts.find((text) => proseWidth(text, LABEL) <= room);
            const text = whole ?? cut(texts[1] ?? '', Math.floor(room / (LABEL * 0.66))).text;
            return text.length < 12 && whole === undefined ? [] : [{ id, text, x, width: proseWidth(text, LABEL), tone: 'command' }];
          });
        case 'track':
          return row.track === null ? [] : placeLabels(trackLabels(row.track), scale.width, crossing);
        case 'bar': {
          const above = placeLabels([...volleys(onto).map(arrowLabel), ...execLabels(row.bar)], scale.width, crossing);
          const end = exitLabel(row.bar);
          return end === null ? above : [...above, ...placeLabels([end], scale.width, crossing)];
        }
        case 'brief':
          return placeLabels([...volleys(onto).map(arrowLabel), ...row.bars.map(briefLabel)], scale.width, crossing);
        case 'engine':
          return [];
        default:
          return row satisfies never;
      }
    }

    function arrowLabel([{ arrow, x, tone }, ...others]: Volley): WantedLabel {
      const word = signal(arrow.verdict === 'info-lost' ? 'infoLost' : arrow.verdict);
      const short = [...new Set([arrow, ...others.map((other) => other.arrow)].map((one) => one.signal.replace(/^SIG/, '')))].join(', ');
      const texts = [`${others.length === 0 ? arrow.signal : short} ${word}`, `${short} ${word}`, short];
      return { id: `arrow:${arrow.seq}`, texts: tone === 'refused' ? texts : [texts[0] ?? '', short], x, gap: 7, weight: tone === 'refused' ? 4 : tone === 'kill' ? 3 : 2, tone, left: true };
    }

    function execLabels({ names, role }: Bar): readonly WantedLabel[] {
      return role !== 'member' ? [] : names.slice(1).map(({ t: at, comm }) => ({ id: `exec:${at}`, texts: [`exec ${harmless(comm)}`.slice(0, 60)], x: scale.x(at), gap: 3, weight: 1, tone: 'exec' })).filter(({ x }) => x > 0 && x < scale.width);
    }

    function exitLabel({ exitedAt, exit, reapedAt, reaper }: Bar): WantedLabel | null {
      if (exitedAt === null || exit === null) return null;
      const how = 'code' in exit ? t('exitCode', { code: exit.code }) : 'signal' in exit ? t('exitSignal', { signal: exit.signal }) : t('exitUnknown');
      const by = reaper === null ? undefined : lifelines.bars.get(reaper);
      const texts = reapedAt === null ? [t('zombieFor', { how, seconds: seconds(now - exitedAt) }), t('zombie'), how] : by === undefined ? [how] : [t('reapedBy', { how, who: harmless(nameAt(by, reapedAt).comm) }), how];
      return { id: 'exit', texts, x: scale.x(reapedAt ?? now), gap: 9, weight: 1, tone: 'exit' };
    }

    function briefLabel(bar: Bar): WantedLabel {
      const text = briefName(bar);
      // The page itself looks with ps: its own looks are named last.
      const weight = senders.has(bar.key) ? 2 : text.startsWith('ps') ? 0 : 1;
      return { id: bar.key, texts: [text, cut(text, 10).text], x: scale.x(bar.from), gap: 6, weight, tone: 'exec' };
    }

    function trackLabels({ graces, lives }: Track): readonly WantedLabel[] {
      const ends = lives.flatMap((life, index): readonly WantedLabel[] => {
        if (life.to === null) return [];
        const grace = graces.find(({ from, to }) => to !== null && to <= (life.to ?? 0) && from >= life.from);
        const kept = grace === undefined || grace.killedAt !== null ? [] : [graceText(grace)];
        const exit = t('exitShort', { code: life.exitCode ?? '?' });
        const x = scale.x(life.to);
        const next = lives[index + 1];
        if (next === undefined) return [{ id: `end:${life.to}`, texts: [told(kept, t('destroyed', { code: life.exitCode ?? '?' })), told(kept, exit), ...kept], x, gap: 8, weight: 3, tone: 'end' }];
        const down = seconds(next.from - life.to);
        const texts = [told(kept, exit, t('down', { seconds: down })), told(kept, t('down', { seconds: down })), told(kept, t('downShort', { seconds: down })), t('downShort', { seconds: down })];
        const room = scale.x(next.to ?? now) - x - 14;
        return [{ id: `down:${life.to}`, texts: texts.filter((text, at) => at === texts.length - 1 || proseWidth(text, LABEL) <= room), x, gap: 6, weight: 2, tone: kept.length === 0 ? 'down' : 'end' }];
      });
      const waits = graces.filter(({ to, killedAt }) => to === null || killedAt !== null).map((grace): WantedLabel => {
        const from = Math.max(0, scale.x(grace.from));
        const to = Math.min(scale.width, scale.x(grace.to ?? Math.max(now, grace.from + grace.allowed)));
        const texts = [graceText(grace), t('graceShort')].filter((text) => proseWidth(text, LABEL) < to - from);
        const width = proseWidth(texts[0] ?? '', LABEL);
        return { id: `grace:${grace.from}`, texts, x: (from + to - width) / 2, gap: 0, weight: 4, tone: 'grace' };
      });
      return [...waits, ...ends];
    }

    function graceText({ from, to, killedAt, signal: asked, allowed }: Grace): string {
      if (killedAt !== null) return t('graceOver', { signal: asked, seconds: seconds(killedAt - from) });
      return to === null ? t('grace', { seconds: allowed / 1000 }) : t('graceKept', { signal: asked, seconds: seconds(to - from) });
    }
  }, [lifelines, arrows, scale, now, t, signal]);
}

/** One text of these parts. */
function told(kept: readonly string[], ...parts: readonly string[]): string {
  return [...kept, ...parts].join(' · ');
}

export function briefName(bar: Bar): string {
  const { argv, comm } = bar.names.at(-1) ?? { argv: null, comm: '' };
  return cut(harmless(argv === null ? comm : argv.join(' ').replace(/^\S*\/(?=[^/\s])/, '')), 24).text;
}

type Volley = readonly [ArrowShape, ...ArrowShape[]];

/** Px within which signals of one fate share a text. */
const TOGETHER = 6;

/** Signals that reach one target in the same moment: `TERM, INT, KILL ignored`. */
function volleys(shapes: readonly ArrowShape[]): readonly Volley[] {
  const found: [ArrowShape, ...ArrowShape[]][] = [];
  for (const shape of shapes) {
    const mates = found.find(([first]) => first.arrow.verdict === shape.arrow.verdict && first.arrow.to === shape.arrow.to && Math.abs(first.x - shape.x) < TOGETHER);
    if (mates === undefined) found.push([shape]);
    else mates.push(shape);
  }
  return found;
}

function grouped(arrows: readonly ArrowShape[]): ReadonlyMap<string, readonly ArrowShape[]> {
  const map = new Map<string, ArrowShape[]>();
  for (const shape of arrows) map.set(shape.target.id, [...(map.get(shape.target.id) ?? []), shape]);
  return map;
}
