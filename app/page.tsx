import { connection } from 'next/server';
import { LabList } from '@/components/lab-list/LabList';
import { shelvedLabs } from './lab-folder';
import { readPreferences } from './preferences';

export default async function Page() {
  await connection();
  const [{ labs, broken }, { theme }] = await Promise.all([shelvedLabs(), readPreferences()]);
  return <LabList labs={labs} broken={broken} theme={theme} />;
}
