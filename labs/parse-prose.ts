/** en.md and zh.md: one `## step-id` section each, in it what to do and, under `### explain`, why it happened. */
import type { StepProse } from '@/protocol/lab-data';

export interface Section extends StepProse {
  readonly id: string;
  /** Of the heading, from 1. */
  readonly line: number;
}

export interface ParsedProse {
  readonly intro: string;
  readonly sections: readonly Section[];
}

export const INTRO = 'intro';

interface Block {
  readonly id: string;
  readonly line: number;
  readonly todo: string[];
  explain: string[] | null;
}

/** Headings in fenced code do not count. Text above the first section is a title for people who read the file, and is left out. */
export function parseProse(markdown: string): ParsedProse {
  const blocks: Block[] = [];
  let fence: string | null = null;
  markdown.split(/\r?\n/).forEach((text, index) => {
    const mark = /^ {0,3}(```+|~~~+)/.exec(text)?.[1];
    if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
    const heading = fence === null ? /^(##|###)[ \t]+(.*?)[ \t]*#*$/.exec(text) : null;
    const block = blocks.at(-1);
    if (heading?.[1] === '##') blocks.push({ id: heading[2] ?? '', line: index + 1, todo: [], explain: null });
    else if (block === undefined) return;
    else if (heading?.[1] === '###' && heading[2] === 'explain' && block.explain === null) block.explain = [];
    else (block.explain ?? block.todo).push(text);
  });
  const sections = blocks.map(({ id, line, todo, explain }) => ({ id, line, todo: body(todo), explain: body(explain ?? []) }));
  return { intro: sections.find(({ id }) => id === INTRO)?.todo ?? '', sections: sections.filter(({ id }) => id !== INTRO) };
}

function body(lines: readonly string[]): string {
  return lines.join('\n').trim();
}
