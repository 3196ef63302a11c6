import type { Metadata } from 'next';
import { shippedFile } from '@/labs/shipped-recording';
import { labRoot, shelvedLabs } from '@/app/lab-folder';
import { readPreferences } from '@/app/preferences';
import { ComparePage } from '@/components/compare/ComparePage';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await readPreferences();
  return { title: language === 'zh' ? '对比' : 'Compare' };
}

/** `?a=LAB/CONTAINER&b=LAB/CONTAINER`; without them the classic pair. */
export default async function Page({ searchParams }: Props) {
  const [{ a, b }, { theme }, { labs }] = await Promise.all([searchParams, readPreferences(), shelvedLabs()]);
  const recorded = await Promise.all(labs.map(async ({ slug, title }) => ((await shippedFile(labRoot(), slug)) === null ? [] : [{ slug, title }])));
  return <ComparePage a={typeof a === 'string' ? a : 'shell-vs-exec/myredis'} b={typeof b === 'string' ? b : 'shell-vs-exec/myredis2'} shelf={recorded.flat()} theme={theme} />;
}
