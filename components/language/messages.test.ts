import { describe, expect, it } from 'vitest';
import { createTranslator } from 'use-intl/core';
import en from './en.json';
import zh from './zh.json';

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`)));
}

const placeholders = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ''))].sort();

describe('messages', () => {
  it('[UI16] every text is there in both languages, with the same things to fill in', () => {
    const english = new Map(flat(en));
    const chinese = new Map(flat(zh));
    expect([...chinese.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of english) expect(placeholders(chinese.get(key) ?? ''), key).toEqual(placeholders(text));
  });

  it('[UI17] every text can be formatted', () => {
    for (const [locale, messages] of [['en', en], ['zh', zh]] as const) {
      const broken: string[] = [];
      const translate = createTranslator({ locale, messages, timeZone: 'UTC', onError: (error) => broken.push(String(error)) }) as unknown as (key: string, values: Record<string, number>) => string;
      for (const [key, text] of flat(messages)) translate(key, Object.fromEntries(placeholders(text).map((name) => [name, 3])));
      expect(broken).toEqual([]);
    }
  });
});
