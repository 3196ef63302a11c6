'use client';

import { useTranslations } from 'use-intl/react';
import type { RecordingProblem } from '@/protocol/recording-problem';
import { harmless } from '@/components/process-trees/shown-text';
import en from '@/components/language/en.json';

type Known = keyof typeof en.problem.known;

function isKnown(code: string): code is Known {
  return Object.hasOwn(en.problem.known, code);
}

/** A problem in the reader's language where its code is known, else as it was said. Without a detail `why` may be what only the server knows. */
export function useProblemText({ code, what, why, todo, detail }: RecordingProblem): { readonly what: string; readonly why: string; readonly todo: string } {
  const t = useTranslations('problem');
  if (!isKnown(code)) return { what: harmless(what), why: harmless(why), todo: harmless(todo) };
  const said = detail === undefined ? why : t(`recording.${detail.type}`, { ...detail });
  return { what: t(`known.${code}.what`), why: t(`known.${code}.why`, { detail: harmless(said) }), todo: t(`known.${code}.todo`) };
}
