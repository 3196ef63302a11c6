'use client';

import { useTranslations } from 'use-intl/react';
import type { Problem } from '@/protocol/wire';
import { harmless } from '@/components/process-trees/shown-text';
import en from '@/components/language/en.json';

type Known = keyof typeof en.problem.known;

function isKnown(code: string): code is Known {
  return Object.hasOwn(en.problem.known, code);
}

/** A problem in the reader's language where its code is known, else as it was said. `why` may be what only the server knows. */
export function useProblemText({ code, what, why, todo }: Problem): { readonly what: string; readonly why: string; readonly todo: string } {
  const t = useTranslations('problem.known');
  if (!isKnown(code)) return { what: harmless(what), why: harmless(why), todo: harmless(todo) };
  return { what: t(`${code}.what`), why: t(`${code}.why`, { detail: harmless(why) }), todo: t(`${code}.todo`) };
}
