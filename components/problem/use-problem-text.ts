'use client';

import { useTranslations } from 'use-intl/react';
import type { RecordingProblem } from '@/protocol/recording-problem';
import type en from '@/components/language/en.json';
import { harmless } from '@/components/process-trees/shown-text';

type Known = keyof typeof en.problem.known;

/** A problem in the reader's language where its code is known, else as it was said. Without a detail `why` may be what only the server knows. */
export function useProblemText({ code, what, why, todo, detail }: RecordingProblem): { readonly what: string; readonly why: string; readonly todo: string } {
  const t = useTranslations('problem');
  const isKnown = (one: string): one is Known => t.has(`known.${one as Known}.what`);
  if (!isKnown(code)) return { what: harmless(what), why: harmless(why), todo: harmless(todo) };
  const said = detail === undefined ? why : t(`recording.${detail.type}`, { ...detail });
  return { what: t(`known.${code}.what`), why: t(`known.${code}.why`, { detail: harmless(said) }), todo: t(`known.${code}.todo`) };
}
