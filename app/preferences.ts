/** What the reader chose before, so that the first page comes in their language and colours. */
import { cookies, headers } from 'next/headers';
import type { Language } from '@/protocol/lab';
import type { Theme } from '@/components/theme/ThemeSwitch';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
}

export async function readPreferences(): Promise<Preferences> {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const language = jar.get('pid1lab-language')?.value;
  const theme = jar.get('pid1lab-theme')?.value;
  return {
    language: language === 'en' || language === 'zh' ? language : preferred(sent.get('accept-language') ?? ''),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  };
}

/** The first of the reader's languages that we speak; English where there is none. RFC 9110 12.5.4, weights aside: browsers send them in order. */
function preferred(accepted: string): Language {
  for (const part of accepted.split(',')) {
    const tag = part.trim().toLowerCase();
    if (tag.startsWith('zh')) return 'zh';
    if (tag.startsWith('en')) return 'en';
  }
  return 'en';
}
