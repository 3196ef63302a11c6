import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LabError } from '@/labs/mistake';
import { readLab } from '@/labs/read-lab';
import { shippedFile } from '@/labs/shipped-recording';
import { BadLab } from '@/components/problem/BadLab';
import { Workbench } from '@/components/workbench/Workbench';
import { labRoot } from '@/app/lab-folder';
import { readPreferences } from '@/app/preferences';
import { labPage } from './lab-page';

interface Props {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ slug }, { language }] = await Promise.all([params, readPreferences()]);
  const lab = await read(slug);
  return lab === null || 'mistakes' in lab ? {} : { title: lab.title[language], description: lab.summary[language] };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ slug }, { step, watch }, { theme }] = await Promise.all([params, searchParams, readPreferences()]);
  const lab = await read(slug);
  if (lab === null) notFound();
  if ('mistakes' in lab) return <BadLab mistakes={lab.mistakes} theme={theme} />;
  const page = labPage(lab);
  const [first, ...others] = page.steps;
  if (first === undefined) notFound();
  return <Workbench page={page} steps={[first, ...others]} asked={typeof step === 'string' ? step : null} recorded={(await shippedFile(labRoot(), slug)) !== null} watches={watch !== undefined} theme={theme} />;
}

/** Null: there is no such lab. */
async function read(slug: string): Promise<Awaited<ReturnType<typeof readLab>> | { readonly mistakes: readonly string[] } | null> {
  try {
    return await readLab(labRoot(), slug);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const missing = error.mistakes.every((mistake) => mistake.file === 'labs' || (mistake.file.endsWith('/lab.yaml') && mistake.path === '' && mistake.what.includes('no such file')));
    return missing ? null : { mistakes: error.message.split('\n').slice(1) };
  }
}
