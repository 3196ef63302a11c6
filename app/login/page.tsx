import type { Metadata } from 'next';
import { connection } from 'next/server';
import { redirect } from 'next/navigation';
import { Login } from '@/components/login/Login';
import { readPreferences } from '@/app/preferences';
import { loginKind } from '@/app/login-kind';

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readPreferences()).language === 'zh' ? '登录' : 'Log in' };
}

export default async function Page({ searchParams }: Props) {
  await connection();
  const [{ next }, { theme }] = await Promise.all([searchParams, readPreferences()]);
  const kind = loginKind();
  if (kind === null) redirect('/');
  return <Login kind={kind} asked={typeof next === 'string' ? next : null} theme={theme} />;
}
