import { expect, it } from 'vitest';
import { createTranslator } from 'use-intl/core';
import type { RecordingDetail } from '@/protocol/recording-problem';
import { recordingProblem } from '@/protocol/recording-problem';
import en from '@/components/language/en.json';
import zh from '@/components/language/zh.json';

type Example<T> = Omit<RecordingDetail & { readonly type: T }, 'type'>;

/** Values of every detail that there is: the compiler asks for them. */
const EXAMPLES: { readonly [T in RecordingDetail['type']]: Example<T> } = {
  empty: {},
  'no-header': {},
  'half-header': {},
  newer: { version: 7, reads: 1 },
  'no-event': { line: 1234, version: 1 },
  'too-many': { most: 500_000 },
  'too-long': { megabytes: 400 },
  'no-end': { events: 1234 },
  garbled: { events: 0 },
  unread: { message: 'NotFoundError' },
  unreached: { message: 'Failed to fetch' },
  nowhere: { url: '/x.p1' },
  refused: { url: '/x.p1', status: 503 },
};

const inEnglish = createTranslator({ locale: 'en', messages: en, namespace: 'problem.recording' });
const inChinese = createTranslator({ locale: 'zh', messages: zh, namespace: 'problem.recording' });

it.each(Object.entries(EXAMPLES))('[REC3] why a recording cannot be opened is said in both languages: %s', (type, values) => {
  const key = type as RecordingDetail['type'];
  const { why } = recordingProblem({ type, ...values } as RecordingDetail);
  expect(inEnglish(key, { ...values })).toBe(why);
  const chinese = inChinese(key, { ...values });
  expect(chinese).toMatch(/\p{Script=Han}/u);
  for (const value of Object.values(values)) if (value !== 0) expect(chinese).toContain(String(value));
});
