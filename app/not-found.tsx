import { NotFound } from '@/components/problem/NotFound';
import { readPreferences } from './preferences';

export default async function Page() {
  return <NotFound theme={(await readPreferences()).theme} />;
}
