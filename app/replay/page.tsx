import type { Metadata } from 'next';
import { LabError } from '@/labs/mistake';
import { readLab } from '@/labs/read-lab';
import { shippedFile } from '@/labs/shipped-recording';
import { SLUG } from '@/labs/lab-folder';
import { labRoot, shelvedLabs } from '@/app/lab-folder';
import { labPage } from '@/app/labs/[slug]/lab-page';
import { readPreferences } from '@/app/preferences';
import type { LabPage } from '@/components/lab/lab-page';
import { ReplayPage } from '@/components/replay/ReplayPage';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await readPreferences();
  return { title: language === 'zh' ? '回放录像' : 'Replay' };
}

/** `?recording=` is a lab's name, or a path on this server. */
export default async function Page({ searchParams }: Props) {
  const [{ recording, step }, { theme }, { labs }] = await Promise.all([searchParams, readPreferences(), shelvedLabs()]);
  const wanted = typeof recording === 'string' && recording !== '' ? recording : null;
  const isName = wanted !== null && SLUG.test(wanted);
  const recorded = await Promise.all(labs.map(async ({ slug, title }) => ((await shippedFile(labRoot(), slug)) === null ? [] : [{ slug, title }])));
  const page = isName ? await pageOf(wanted) : null;
  const link = isName ? `/labs/${wanted}/recording.p1` : wanted;
  return <ReplayPage link={link} page={page} asked={typeof step === 'string' ? step : null} shelf={recorded.flat()} theme={theme} />;
}

async function pageOf(slug: string): Promise<LabPage | null> {
  try {
    return labPage(await readLab(labRoot(), slug));
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
}
